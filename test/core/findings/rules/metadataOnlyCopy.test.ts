import { expect, it } from 'vitest';
import { metadataOnlyCopy as rule } from '../../../../src/core/findings/rules/metadataOnlyCopy.ts';
import { file, type LayerMember } from '../../../support/members.ts';
import { said, seen } from '../seen.ts';

it.each<[string, LayerMember[][], string[]]>([
  ['chmod', [[file('a', '12')], [file('a', '12', { mode: 0o755 })]], ['0>1 2 B: a']],
  ['chown', [[file('a', '12')], [file('a', '12', { uid: 7 })]], ['0>1 2 B: a']],
  ['chgrp', [[file('a', '12')], [file('a', '12', { gid: 7 })]], ['0>1 2 B: a']],
  ['setcap', [[file('a', '12')], [file('a', '12', { xattrs: { 'security.capability': 'x' } })]], ['0>1 2 B: a']],
  ['nearly: the content is another', [[file('a', '12')], [file('a', '13', { mode: 0o755 })]], []],
  ['nearly: touch', [[file('a', '12')], [file('a', '12', { mtime: 9 })]], []],
])('%s', (_, stack, expected) => {
  expect(seen(rule, ...stack)).toEqual(expected);
});

it('says what is shipped twice, and where', () => {
  expect(said(rule, [file('a', '12')], [file('a', '12', { uid: 1 })])).toEqual([
    '1 file (2 B) is shipped once more in line 10, for mode, owner or attributes alone: a',
  ]);
});
