import { expect, it } from 'vitest';
import { editorFiles as rule } from '../../../../src/core/findings/rules/editorFiles.ts';
import { file, whiteout } from '../../../support/members.ts';
import { kindSeen, said } from '../seen.ts';

it.each<[string, string | null]>([
  ['app/.vscode/settings.json', 'settings'],
  ['app/.idea/workspace.xml', 'settings'],
  ['app/x.iml', 'settings'],
  ['app/.index.js.swp', 'swap'],
  ['app/index.js~', 'swap'],
  ['app/img/.DS_Store', 'desktop'],
  ['app/._index.js', 'desktop'],
  ['Thumbs.db', 'desktop'],
  ['app/.editorconfig', null],
  ['app/vscode/settings.json', null],
  ['root/.vscode-server/bin/x/.vscode/a', null],
  ['app/node_modules/x/.vscode/settings.json', null],
  ['app/node_modules/x/.DS_Store', null],
  ['app/swp', null],
])('%s: %s', (path, kind) => {
  expect(kindSeen(rule, path)).toBe(kind);
});

it('says what is shipped, also when it is deleted later', () => {
  const stack = [[file('.DS_Store', '12')], [whiteout('.DS_Store'), file('.vscode/a', '1'), file('.vscode/b', '1')]];
  expect(said(rule, ...stack)).toEqual([
    '1 file (2 B) of an editor or a desktop is shipped, though line 10 takes it out of sight: .DS_Store',
    '2 files (2 B) of an editor or a desktop are shipped: .vscode/a, .vscode/b',
  ]);
});
