import { expect, it } from 'vitest';
import { leftoverFiles as rule } from '../../../../src/core/findings/rules/leftoverFiles.ts';
import { file, symlink, whiteout } from '../../../support/members.ts';
import { kindSeen, said, seen } from '../seen.ts';

const large = 'x'.repeat(1_000_000);

it.each<[string, string | null]>([
  ['var/log/dpkg.log', 'log'],
  ['var/log/journal/x/system.journal', 'log'],
  ['app/npm-debug.log', 'log'],
  ['app/log', null],
  ['app/catalog', null],
  ['app/src/logger.js', null],
  ['tmp/a', 'temporary'],
  ['var/tmp/a/b', 'temporary'],
  ['tmp', null],
  ['app/tmp/a', null],
  ['var/crash/_usr_bin_x.crash', 'crash-report'],
  ['var/lib/dpkg/status-old', 'backup'],
  ['var/lib/dpkg/status', null],
  ['var/cache/debconf/templates.dat-old', 'backup'],
  ['app/.pytest_cache/v/cache/lastfailed', 'tool-cache'],
  ['app/node_modules/.cache/babel-loader/a.json', 'tool-cache'],
  ['app/.next/cache/webpack/client/0.pack', 'tool-cache'],
  ['app/.next/cache/fetch-cache/a', null],
  ['app/.next/server/a.js', null],
  ['app/__pycache__/a.cpython-312.pyc', null],
  // Small ones are no dumps.
  ['srv/core', null],
])('%s: %s', (path, kind) => {
  expect(kindSeen(rule, path)).toBe(kind);
});

it.each<[string, string | null]>([
  ['srv/core', 'core-dump'],
  ['srv/core.1234', 'core-dump'],
  ['vgcore.7', 'core-dump'],
  ['srv/java_pid7.hprof', 'core-dump'],
  ['app/core/model.bin', null],
  ['app/core.js', null],
  ['app/core.jar', null],
  ['app/score', null],
])('large, %s: %s', (path, kind) => {
  expect(kindSeen(rule, path, large)).toBe(kind);
});

it('sees no log in a link to the terminal, nor in what is removed later', () => {
  expect(seen(rule, [symlink('var/log/nginx/access.log', '/dev/stdout')])).toEqual([]);
  expect(seen(rule, [file('tmp/a', '1')], [whiteout('tmp/a')])).toEqual([]);
});

it('says what is left', () => {
  expect(said(rule, [file('var/log/a', '12')], [file('tmp/b', '1'), file('tmp/c', '12')])).toEqual([
    '1 log (2 B) is left in the image: var/log/a',
    '2 temporary files (3 B) are left in the image: tmp/c, tmp/b',
  ]);
});
