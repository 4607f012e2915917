import { describe, expect, it } from 'vitest';
import { blamedGroups } from '../../../src/core/diff/blamedGroups.ts';
import { type DifferenceRow, differencesBelow, growthOf } from '../../../src/core/diff/differencesBelow.ts';
import { diffTrees } from '../../../src/core/diff/diffTrees.ts';
import { pathText } from '../../../src/core/merge/pathText.ts';
import { dir, file, hardlink, type LayerMember, whiteout } from '../../support/members.ts';
import { sideOf } from '../../support/sides.ts';

type Stack = LayerMember[][];

const text = (length: number): string => 'x'.repeat(length);

function rows(a: Stack, b: Stack, directory = ''): string[] {
  const { paths } = diffTrees(sideOf(a), sideOf(b));
  return differencesBelow(
    paths.map((difference) => ({ text: pathText(difference.path), difference })),
    directory,
  ).map(rowText);
}

function rowText({ path, name, difference, below }: DifferenceRow): string {
  const own = difference === null ? '' : ` ${difference.change}`;
  const sums =
    below === null ? '' : ` [+${below.added} ~${below.modified + below.metadata} -${below.removed} ${below.growth}]`;
  return `${path} (${name})${own}${sums}`;
}

const base: Stack = [[file('etc/conf', '123'), file('etc/left', '1'), dir('srv'), file('srv/www/a', text(10))]];

describe('what differs in a directory', () => {
  it.each<[string, Stack, Stack, string, string[]]>([
    ['nothing of the same trees', base, base, '', []],
    ['a file at the root', base, [...base, [file('new', '12')]], '', ['new (new) added']],
    [
      'a directory that both have, by what differs below it',
      base,
      [...base, [file('etc/conf', '12345'), whiteout('etc/left')]],
      '',
      ['etc (etc) [+0 ~1 -1 1]'],
    ],
    [
      'its own rows, the most bytes first',
      base,
      [...base, [file('etc/conf', '12345'), whiteout('etc/left')]],
      'etc',
      ['etc/conf (conf) modified', 'etc/left (left) removed'],
    ],
    [
      'a directory with nothing but another as one row',
      base,
      [...base, [file('srv/www/a', text(30)), file('srv/www/b', text(5))]],
      '',
      ['srv/www (srv/www) [+1 ~1 -0 25]'],
    ],
    [
      'a directory that is new, with what is below it',
      base,
      [...base, [dir('d'), file('d/e/f', text(7))]],
      '',
      ['d (d) added [+2 ~0 -0 7]'],
    ],
    ['what is below one that is new', base, [...base, [dir('d'), file('d/f', text(7))]], 'd', ['d/f (f) added']],
    [
      'no path that only begins alike',
      base,
      [...base, [file('etc-more', '1'), file('etc/conf', '1')]],
      'etc',
      ['etc/conf (conf) modified'],
    ],
    [
      'a file in place of a directory, with what was below it',
      base,
      [...base, [whiteout('srv'), file('srv', '1')]],
      '',
      ['srv (srv) modified [+0 ~0 -2 -10]'],
    ],
    ['nothing below a path that does not differ', base, [...base, [file('new', '12')]], 'etc', []],
  ])('%s', (_, a, b, directory, expected) => {
    expect(rows(a, b, directory)).toEqual(expected);
  });
});

it('growth counts hard links of either image once', () => {
  const { paths } = diffTrees(
    sideOf([[file('a', text(5)), hardlink('b', 'a')]]),
    sideOf([[file('c', text(8)), hardlink('d', 'c')]]),
  );
  expect(growthOf(paths)).toBe(3);
});

it('groups of layers are told with their growth, the most bytes first', () => {
  const difference = diffTrees(
    sideOf([...base, [file('old', text(9))]]),
    sideOf([...base, [file('new', text(4))], [file('etc/conf', text(20))]]),
  );
  const groups = blamedGroups(difference, { a: [0, 1], b: [0, 1, 2] });
  expect(
    groups.map(({ group, growth, added, removed, modified }) => [group, growth, added, removed, modified]),
  ).toEqual([
    [2, 17, 0, 0, 1],
    [1, -5, 1, 1, 0],
  ]);
});
