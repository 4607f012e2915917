import { expect, it } from 'vitest';
import { findSightings } from '../../../src/core/findings/findSightings.ts';
import type { Rule } from '../../../src/core/findings/rule.ts';
import { rules } from '../../../src/core/findings/rules.ts';
import { rulesFingerprint } from '../../../src/merger/cache/rulesFingerprint.ts';
import { TREE_VERSION } from '../../../src/merger/cache/treeFormat.ts';
import { sightingText, treeOf } from '../../core/findings/seen.ts';
import { file, hardlink, whiteout } from '../../support/members.ts';

const paths: Rule = {
  name: 'paths',
  title: 'Paths',
  severity: 'info',
  sees: { by: 'path', kinds: [{ kind: 'it', paths: ['a'] }] },
  message: () => 'message',
  advice: () => 'advice',
};
const tree: Rule = { ...paths, name: 'tree', sees: { by: 'tree', see: () => [], edition: 1 } };
const kind = (more: object): Rule => ({
  ...paths,
  sees: { by: 'path', kinds: [{ kind: 'it', paths: ['a'], ...more }] },
});

it.each<[string, readonly Rule[], boolean]>([
  ['one rule more', [paths, tree, { ...paths, name: 'more' }], true],
  ['a rule less', [paths], true],
  ['another name', [{ ...paths, name: 'other' }, tree], true],
  ['another path', [kind({ paths: ['a', 'b'] }), tree], true],
  ['another kind', [kind({ kind: 'other' }), tree], true],
  ['another size', [kind({ minBytes: 9 }), tree], true],
  ['another edition', [paths, { ...tree, sees: { by: 'tree', see: () => [], edition: 2 } }], true],
  ['other words', [{ ...paths, title: 'Other', severity: 'warning', message: () => 'other' }, tree], false],
])('%s', (_, changed, isOther) => {
  expect(rulesFingerprint(changed) !== rulesFingerprint([paths, tree])).toBe(isOther);
});

/**
 * Of what is no table the fingerprint knows nothing. If this differs although no rule's paths were changed, cached trees would
 * go on telling what was seen before: count `TREE_VERSION` up, or the rule's `edition`, together with it.
 */
it('what is seen stays with its version', () => {
  const large = '1'.repeat(1_000_000);
  const stack = [
    [file('a', '12'), file('b', '1'), file('.env', '1'), file('large', large)],
    [],
    [file('a', '12'), file('b', '1', { uid: 7 }), whiteout('.env'), file('copy', large)],
    [file('a', '1'), file('.git/HEAD', '12'), file('tmp/core', large), hardlink('lib', '.git/HEAD')],
  ];
  const editions = rules.map(({ sees }) => (sees.by === 'tree' ? sees.edition : 0)).join('');
  const found = findSightings(treeOf(stack)).map((one) => `${one.rule} ${sightingText(one)}`);
  expect([`version ${TREE_VERSION}, editions ${editions}`, ...found]).toMatchInlineSnapshot(`
    [
      "version 3, editions 00001100000000",
      "identical-copy 0>2 2 B: a",
      "deleted-in-later-layer 0>2 1 B: .env",
      "metadata-only-copy 0>2 1 B: b",
      "secrets-in-layer 0>2 env-file 1 B: .env in .env",
      "layer-changes-nothing 1 0 B: ",
      "duplicate-content 2 1000000 B: copy in large",
      "overwritten-in-later-layer 2>3 2 B: a",
      "duplicate-content 3 1000000 B: tmp/core in large",
      "leftover-files 3 core-dump 1000000 B: tmp/core in tmp/core",
      "leftover-files 3 temporary 1000000 B: tmp/core in tmp",
      "version-control-files 3 git 2 B: .git/HEAD in .git",
    ]
  `);
});
