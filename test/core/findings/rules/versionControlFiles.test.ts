import { expect, it } from 'vitest';
import { versionControlFiles as rule } from '../../../../src/core/findings/rules/versionControlFiles.ts';
import { file, whiteout } from '../../../support/members.ts';
import { kindSeen, said, seen } from '../seen.ts';

it.each<[string, string | null]>([
  ['app/.git/HEAD', 'git'],
  ['.git/objects/pack/a.pack', 'git'],
  ['app/.hg/store/data/a.i', 'mercurial'],
  ['app/.svn/wc.db', 'subversion'],
  // A submodule's says only where its folder is.
  ['app/lib/.git', null],
  ['app/.gitignore', null],
  ['app/.gitattributes', null],
  ['app/.github/workflows/ci.yml', null],
  ['app/git/HEAD', null],
  ['app/node_modules/x/.git/HEAD', null],
  ['root/.cargo/git/checkouts/x/.git/HEAD', null],
])('%s: %s', (path, kind) => {
  expect(kindSeen(rule, path)).toBe(kind);
});

it('also when it is deleted later, and says so plainly', () => {
  const stack = [[file('app/.git/HEAD', '12'), file('app/.git/config', '1')], [whiteout('app/.git')]];
  expect(seen(rule, ...stack)).toEqual(['0>1 git 3 B: app/.git/HEAD app/.git/config in app/.git']);
  expect(said(rule, ...stack)).toEqual([
    "app/.git, 2 files (3 B), ships a repository's history: line 10 takes it out of sight, but who has the image can still read it in what line 00 ships",
  ]);
  expect(said(rule, stack[0])).toEqual([
    "app/.git, 2 files (3 B), ships a repository's history: who has the image can read all that was ever committed",
  ]);
});
