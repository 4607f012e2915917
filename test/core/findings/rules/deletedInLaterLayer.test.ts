import { expect, it } from 'vitest';
import { deletedInLaterLayer as rule } from '../../../../src/core/findings/rules/deletedInLaterLayer.ts';
import { dir, file, hardlink, type LayerMember, opaque, whiteout } from '../../../support/members.ts';
import { said, seen } from '../seen.ts';

it.each<[string, LayerMember[][], string[]]>([
  ['a file', [[file('a', '12')], [whiteout('a')]], ['0>1 2 B: a']],
  ['a folder', [[file('d/a', '12'), file('d/b', '1')], [whiteout('d')]], ['0>1 3 B: d/a d/b']],
  ['a folder that is made anew', [[file('d/a', '12')], [opaque('d')]], ['0>1 2 B: d/a']],
  ['by a folder in its place', [[file('a', '12')], [dir('a')]], ['0>1 2 B: a']],
  [
    'in two later layers',
    [[file('a', '12'), file('b', '1')], [whiteout('a')], [whiteout('b')]],
    ['0>1 2 B: a', '0>2 1 B: b'],
  ],
  ['nearly: within its own layer nothing is shipped', [[file('b', '1')], [file('a', '12')]], []],
  ['nearly: an empty file', [[file('a', '')], [whiteout('a')]], []],
  ['nearly: another name keeps it', [[file('a', '12'), hardlink('b', 'a')], [whiteout('a')]], []],
  ['nearly: it is overwritten', [[file('a', '12')], [whiteout('a'), file('a', '1')]], []],
])('%s', (_, stack, expected) => {
  expect(seen(rule, ...stack)).toEqual(expected);
});

it('says what is removed, and where', () => {
  expect(said(rule, [file('d/a', '12')], [whiteout('d')])).toEqual([
    '1 file (2 B) is removed in line 10, and shipped all the same: d/a',
  ]);
});
