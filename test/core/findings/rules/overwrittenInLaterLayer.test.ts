import { expect, it } from 'vitest';
import { overwrittenInLaterLayer as rule } from '../../../../src/core/findings/rules/overwrittenInLaterLayer.ts';
import { file, type LayerMember, symlink, whiteout } from '../../../support/members.ts';
import { said, seen } from '../seen.ts';

it.each<[string, LayerMember[][], string[]]>([
  ['by another content', [[file('a', '12')], [file('a', '13')]], ['0>1 2 B: a']],
  ['by another size', [[file('a', '12')], [file('a', '1')]], ['0>1 2 B: a']],
  ['by a link', [[file('a', '12')], [symlink('a', 'b')]], ['0>1 2 B: a']],
  ['again and again', [[file('a', '12')], [file('a', '1')], [file('a', '3')]], ['0>1 2 B: a', '1>2 1 B: a']],
  ['nearly: the same content', [[file('a', '12')], [file('a', '12')]], []],
  ['nearly: the same with another mode', [[file('a', '12')], [file('a', '12', { mode: 0o600 })]], []],
  ['nearly: it is removed', [[file('a', '12')], [whiteout('a')]], []],
])('%s', (_, stack, expected) => {
  expect(seen(rule, ...stack)).toEqual(expected);
});

it('says what is overwritten, and where', () => {
  expect(said(rule, [file('a', '12'), file('b', '1')], [file('a', '3'), file('b', '4')])).toEqual([
    '2 files (3 B) are overwritten in line 10, and shipped all the same: a, b',
  ]);
});
