import { expect, it } from 'vitest';
import { identicalCopy as rule } from '../../../../src/core/findings/rules/identicalCopy.ts';
import { file, type LayerMember, whiteout } from '../../../support/members.ts';
import { said, seen } from '../seen.ts';

it.each<[string, LayerMember[][], string[]]>([
  ['copied again', [[file('a', '12')], [file('a', '12')]], ['0>1 2 B: a']],
  ['touched', [[file('a', '12')], [file('a', '12', { mtime: 9 })]], ['0>1 2 B: a']],
  ['removed and made in one layer', [[file('a', '12')], [whiteout('a'), file('a', '12')]], ['0>1 2 B: a']],
  ['nearly: another owner', [[file('a', '12')], [file('a', '12', { uid: 7 })]], []],
  ['nearly: at another path', [[file('a', '12')], [file('b', '12')]], []],
  ['nearly: removed in between', [[file('a', '12')], [whiteout('a')], [file('a', '12')]], []],
])('%s', (_, stack, expected) => {
  expect(seen(rule, ...stack)).toEqual(expected);
});

it('says what is shipped twice, and where', () => {
  expect(said(rule, [file('a', '12')], [file('a', '12')])).toEqual([
    '1 file (2 B) is shipped once more in line 10, quite unchanged: a',
  ]);
});
