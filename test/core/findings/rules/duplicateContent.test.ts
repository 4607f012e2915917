import { expect, it } from 'vitest';
import { duplicateContent as rule } from '../../../../src/core/findings/rules/duplicateContent.ts';
import { sameSizeFiles } from '../../../../src/core/findings/sameSizeFiles.ts';
import { file, hardlink, type LayerMember, symlink, whiteout } from '../../../support/members.ts';
import { said, seen, treeOf } from '../seen.ts';

const one = '1'.repeat(1_000_000);
const two = '2'.repeat(1_000_000);
const small = '1'.repeat(999_999);

it.each<[string, LayerMember[][], string[]]>([
  ['in one layer', [[file('b', one), file('a', one)]], ['0 1000000 B: b in a']],
  ['in two layers', [[file('b', one)], [file('a', one)]], ['1 1000000 B: a in b']],
  ['three times', [[file('a', one)], [file('b', one), file('c', one)]], ['1 2000000 B: b c in a']],
  ['with another owner', [[file('a', one)], [file('b', one, { uid: 7 })]], ['1 1000000 B: b in a']],
  [
    'beside another pair of the size',
    [
      [file('a', one), file('b', two)],
      [file('c', two), file('d', one)],
    ],
    ['1 2000000 B: c d in a b'],
  ],
  ['nearly: the same size', [[file('a', one), file('b', two)]], []],
  ['nearly: too small', [[file('a', small), file('b', small)]], []],
  ['nearly: a hard link', [[file('a', one), hardlink('b', 'a')]], []],
  ['nearly: a symbolic link', [[file('a', one), symlink('b', 'a')]], []],
  ['nearly: moved', [[file('a', one)], [whiteout('a'), file('b', one)]], []],
  ['nearly: copied over itself', [[file('a', one)], [file('a', one)]], []],
])('%s', (_, stack, expected) => {
  expect(seen(rule, ...stack)).toEqual(expected);
});

it('claims nothing of contents that nobody hashed', () => {
  const tree = treeOf([[file('a', one), file('b', one)]]);
  tree.layers[0].hash.fill(0);
  expect(rule.sees.by === 'tree' && rule.sees.see(tree)).toEqual([]);
});

it('leaves out what is too much to compare, and takes first what could save most', () => {
  const tree = treeOf([['a', 'b', 'c', 'd', 'e', 'f'].map((name) => file(name, one))]);
  // Of the sizes alone something can be told without contents.
  tree.layers[0].size.set([600e6, 600e6, 200e6, 200e6, 450e6, 450e6]);
  const sizes = sameSizeFiles(tree).map((group) => group.map((inode) => tree.path(tree.node.values[inode])).join(''));
  expect(sizes).toEqual(['ef']);
});

it('says which is the first', () => {
  expect(said(rule, [file('a', one)], [file('b', one)])).toEqual(['1 file (1 MB) has the content of a once more: b']);
});
