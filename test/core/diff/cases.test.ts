import { describe, expect, it } from 'vitest';
import { hashesToCompare } from '../../../src/core/diff/comparePaths.ts';
import { diffTrees } from '../../../src/core/diff/diffTrees.ts';
import { groupByBlame, totalsOf } from '../../../src/core/diff/groupByBlame.ts';
import { pathText } from '../../../src/core/merge/pathText.ts';
import { dir, file, hardlink, type LayerMember, symlink, whiteout } from '../../support/members.ts';
import { sideOf } from '../../support/sides.ts';

type Stack = LayerMember[][];

const base = [file('os', '12345'), file('etc/conf', '123')];

describe('differences of two images', () => {
  it.each<[string, Stack, Stack, string[]]>([
    ['none of an image and itself', [base, [whiteout('os')]], [base, [whiteout('os')]], []],
    ['none of the same files in other layers', [base], [[base[0]], [base[1]]], []],
    ['none of times', [[file('a', '1')]], [[file('a', '1', { mtime: 9 })]], []],
    ['a file that B adds', [base], [base, [file('a', '12')]], ['a added b1']],
    ['a file that only A writes', [base, [file('a', '12')]], [base], ['a removed a1']],
    ['a file of the base that B removes', [base], [base, [whiteout('os')]], ['os removed b1']],
    ['a file of the base that A removes', [base, [whiteout('os')]], [base], ['os added a1']],
    ['a file of the base that A changes', [base, [file('os', '1')]], [base], ['os modified a1']],
    ['content', [base, [file('a', '12')]], [base, [file('a', '21')]], ['a modified b1']],
    ['a mode', [[file('a', '12')]], [[file('a', '12', { mode: 0o755 })]], ['a metadata b0']],
    ['extended attributes', [[file('a', '1')]], [[file('a', '1', { xattrs: { k: 'v' } })]], ['a metadata b0']],
    ['the target of a link', [[symlink('a', 'x')]], [[symlink('a', 'y')]], ['a modified b0']],
    ['a link in place of a file', [[file('a', '')]], [[symlink('a', 'y')]], ['a modified b0']],
    ['a directory in place of a file', [[file('a', '1')]], [[dir('a')]], ['a modified b0']],
    ['a directory’s mode', [[file('d/a', '1')]], [[dir('d', { mode: 0o700 }), file('d/a', '1')]], ['d metadata b0']],
    ['none of a directory without an entry', [[file('d/a', '1')]], [[dir('d'), file('d/a', '1')]], []],
    ['none of a hard link and a copy', [[file('a', '1'), hardlink('b', 'a')]], [[file('a', '1'), file('b', '1')]], []],
    ['none of a file and one restored', [[file('a', '1')]], [[file('a', '1')], [whiteout('a')], [file('a', '1')]], []],
    ['a directory, by whom made it', [[]], [[dir('d')], [dir('d')]], ['d added b0']],
    [
      'a mode of a directory, by whom gave it',
      [[dir('d')]],
      [[dir('d')], [dir('d', { mode: 0o700 })], [dir('d', { mode: 0o700 })]],
      ['d metadata b1'],
    ],
    ['all below a directory', [[file('d/a', '1')]], [[]], ['d removed a0', 'd/a removed a0']],
  ])('%s', (_, a, b, expected) => {
    const { paths } = diffTrees(sideOf(a), sideOf(b));
    expect(paths.map(({ path, change, blame }) => `${pathText(path)} ${change} ${blame.image}${blame.layer}`)).toEqual(
      expected,
    );
  });

  it('counts paths that are alike', () => {
    expect(diffTrees(sideOf([base]), sideOf([base, [file('a', '1')]])).same).toBe(3);
  });
});

describe('hashes', () => {
  const unhashed = (stack: Stack) => {
    const side = sideOf(stack);
    for (const { hash } of side.tree.layers) hash.fill(0);
    return side;
  };

  it.each<[string, Stack, Stack, a: number[][], b: number[][]]>([
    ['are asked for where sizes are equal', [[file('a', '12')]], [[file('a', '34')]], [[0]], [[0]]],
    [
      'are asked for in the order of the tar',
      [[file('a', '12'), file('b', '12')]],
      [[file('b', '34'), file('a', '34')]],
      [[0, 1]],
      [[0, 1]],
    ],
    ['are not where sizes differ', [[file('a', '12')]], [[file('a', '345')]], [[]], [[]]],
    ['are not of empty files', [[file('a', '')]], [[file('a', ''), dir('d')]], [[]], [[]]],
    ['are not of a layer that both have', [base], [base, [file('a', '1')]], [[]], [[], []]],
    ['are not of what is covered', [[file('a', '12')], [file('a', '')]], [[file('a', '34')]], [[], []], [[]]],
  ])('%s', (_, a, b, expectedA, expectedB) => {
    const wanted = hashesToCompare(unhashed(a), unhashed(b));
    expect(wanted.a.map((entries) => [...entries])).toEqual(expectedA);
    expect(wanted.b.map((entries) => [...entries])).toEqual(expectedB);
  });
});

it('counts the bytes of hard links once', () => {
  const b = sideOf([[file('a', '123'), hardlink('b', 'a'), hardlink('c', 'a')]]);
  expect(totalsOf(diffTrees(sideOf([[]]), b).paths)).toMatchObject({ added: 3, addedBytes: 3 });
});

it('counts no bytes of a name whose content both have under another one', () => {
  const stack = [[file('a', '123'), hardlink('b', 'a'), file('c', '45')]];
  const without = [...stack, [whiteout('b'), hardlink('d', 'c')]];
  const { paths } = diffTrees(sideOf(stack), sideOf(without));
  expect(paths.map(({ change, a, b }) => [change, (a ?? b)?.bytes, (a ?? b)?.takes])).toEqual([
    ['removed', 3, 0],
    ['added', 2, 0],
  ]);
  expect(totalsOf(paths)).toMatchObject({ added: 1, addedBytes: 0, removed: 1, removedBytes: 0 });
});

it('sums up by whom to blame, the most bytes first', () => {
  const a = sideOf([base, [file('old', '1234'), file('mode', '1')]]);
  const b = sideOf([base, [file('new', '12'), file('mode', '1', { uid: 1 })], [file('os', '123456')]]);
  const { paths } = diffTrees(a, b);
  const none = { added: 0, removed: 0, modified: 0, metadata: 0, addedBytes: 0, removedBytes: 0, changedBytes: 0 };
  expect(groupByBlame(paths, ({ image, layer }) => `${image}${layer}`, String)).toEqual([
    { ...none, blamed: 'b2', modified: 1, changedBytes: 6 },
    { ...none, blamed: 'a1', removed: 1, removedBytes: 4 },
    { ...none, blamed: 'b1', added: 1, addedBytes: 2, metadata: 1, changedBytes: 1 },
  ]);
  expect(totalsOf(paths)).toEqual({
    added: 1,
    removed: 1,
    modified: 1,
    metadata: 1,
    addedBytes: 2,
    removedBytes: 4,
    changedBytes: 7,
  });
});
