import fc from 'fast-check';
import { expect, it } from 'vitest';
import { kindsOfPaths } from '../../../src/core/findings/pathMarks.ts';
import type { PathKind } from '../../../src/core/findings/rule.ts';

const kindsOf = (kinds: readonly PathKind[], path: string): string[] =>
  kindsOfPaths(kinds)(path).map(({ kind }) => kind);

it.each<[string, string[], string, boolean]>([
  ['a path is meant', ['a/b'], 'a/b', true],
  ['what is below it, too', ['a/b'], 'a/b/c/d', true],
  ['its folder is not', ['a/b'], 'a', false],
  ['from the root only', ['a/b'], 'x/a/b', false],
  ['or in any folder', ['**/a/b'], 'x/y/a/b', true],
  ['or in none', ['**/a/b'], 'a/b', true],
  ['names are whole', ['**/core'], 'x/score', false],
  ['a star is any part of a name', ['home/*/.cache'], 'home/me/.cache/x', true],
  ['even none', ['**/*.log'], 'x/.log', true],
  ['but of one name only', ['home/*/.cache'], 'home/me/too/.cache', false],
  ['a star between', ['**/ssh_*_key'], 'etc/ssh_rsa_key', true],
  ['what stands behind it has to be there', ['**/ssh_*_key'], 'etc/ssh_rsa_key.pub', false],
  ['a number', ['**/core.№'], 'srv/core.1234', true],
  ['which is one', ['**/core.№'], 'srv/core.js', false],
  ['a dot is a dot', ['**/*.log'], 'xlog', false],
  ['not after all', ['**/*.pem', '!etc/ssl'], 'etc/ssl/certs/ca.pem', false],
  ['nor when it is said first', ['!etc/ssl', '**/*.pem'], 'etc/ssl/certs/ca.pem', false],
  ['elsewhere it is', ['**/*.pem', '!etc/ssl'], 'etc/my.pem', true],
  ['below what is meant', ['var/cache', '!var/cache/keep'], 'var/cache/keep/x', false],
  ['beside it', ['var/cache', '!var/cache/keep'], 'var/cache/x', true],
  ['the very same path', ['**/a', '!**/a'], 'x/a', false],
  ['names may be longer than ASCII', ['**/é*'], 'x/été', true],
])('%s', (_, paths, path, isMeant) => {
  expect(kindsOf([{ kind: 'it', paths }], path)).toEqual(isMeant ? ['it'] : []);
});

it.each<[PathKind['as'], string, boolean]>([
  ['file', 'x/.env', true],
  ['file', '.env/lib/x.py', false],
  ['file', '.env/.env', true],
  ['folder', '.env/lib/x.py', true],
  ['folder', 'x/.env', false],
])('as a %s: %s', (as, path, isMeant) => {
  expect(kindsOf([{ kind: 'it', paths: ['**/.env'], ...(as && { as }) }], path)).toEqual(isMeant ? ['it'] : []);
});

const name = fc.constantFrom('a', 'b', 'ab', 'a1', 'b12', 'a.b', 'a.b1', 'c.b', '.a', 'ba', 'é.b');
const glob = fc.oneof(name, fc.constantFrom('*', 'a*', '*b', '*.b', 'a№', '*№', 'a.*', '.*', 'a*b', '№', 'b*№'));
const pattern = fc
  .tuple(fc.constantFrom('', '!'), fc.constantFrom('', '**/'), fc.array(glob, { minLength: 1, maxLength: 3 }))
  .map(([not, anywhere, names]) => `${not}${anywhere}${names.join('/')}`);
const kind = fc.record({
  kind: fc.constantFrom('one', 'two'),
  paths: fc.array(pattern, { minLength: 1, maxLength: 5 }),
  as: fc.constantFrom('', 'file', 'folder'),
});

it('says of any path what trying every pattern on it and its folders says', () => {
  fc.assert(
    fc.property(
      fc.array(kind, { maxLength: 3 }),
      fc.array(name, { minLength: 1, maxLength: 6 }).map((names) => names.join('/')),
      (kinds, path) => {
        const given = kinds.map(({ as, ...rest }): PathKind => {
          return as === 'file' || as === 'folder' ? { ...rest, as } : rest;
        });
        const expected = given.filter((one) => isMeant(one, path)).map((one) => one.kind);
        expect(kindsOf(given, path).sort()).toEqual(expected.sort());
      },
    ),
    { numRuns: 2000 },
  );
});

/** Slowly, and by the words of `PathKind`. */
function isMeant({ paths, as }: PathKind, path: string): boolean {
  const names = path.split('/');
  const here = names.map((_, at) => names.slice(0, at + 1).join('/'));
  const fits = (one: string, not: boolean) => paths.some((p) => p.startsWith('!') === not && fitsGlob(p, one));
  if (here.some((one) => fits(one, true))) return false;
  if (as === 'file') return fits(path, false);
  return (as === 'folder' ? here.slice(0, -1) : here).some((one) => fits(one, false));
}

function fitsGlob(pattern: string, path: string): boolean {
  const text = pattern.replace(/^!/, '').replaceAll('.', '[.]').replaceAll('№', '[0-9]+');
  const regExp = text
    .replace(/^[*][*][/]/, '(?:.+@)?')
    .replaceAll('*', '[^/]*')
    .replaceAll('@', '/');
  return new RegExp(`^${regExp}$`).test(path);
}
