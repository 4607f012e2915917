import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kindsOfPaths } from '../../../src/core/findings/pathMarks.ts';
import type { PathKind, Rule } from '../../../src/core/findings/rule.ts';
import { dir, file, hardlink, type LayerMember, symlink, whiteout } from '../../support/members.ts';
import { seen } from './seen.ts';

const ruleOf = (kinds: readonly PathKind[], alsoHidden = false): Rule => ({
  name: 'some-rule',
  title: 'Some rule',
  severity: 'warning',
  sees: { by: 'path', kinds, alsoHidden },
  message: () => '',
  advice: () => '',
});
const caches = [{ kind: 'it', paths: ['cache'] }];

describe('of files at certain paths', () => {
  it.each<[string, LayerMember[][], string[]]>([
    [
      'each layer has its own',
      [[file('cache/a', '1')], [file('cache/b', '12')]],
      ['0 it 1 B: cache/a in cache', '1 it 2 B: cache/b in cache'],
    ],
    ['the largest come first', [[file('cache/a', '1'), file('cache/b', '12')]], ['0 it 3 B: cache/b cache/a in cache']],
    ['links, folders and devices ship nothing', [[dir('cache'), symlink('cache/a', 'b')]], []],
    ['what was removed is another rule’s', [[file('cache/a', '1')], [whiteout('cache')]], []],
    ['what was overwritten, too', [[file('cache/a', '1')], [file('cache/a', '12')]], ['1 it 2 B: cache/a in cache']],
    [
      'a hard link to it counts once',
      [[file('cache/a', '1'), hardlink('cache/b', 'cache/a')]],
      ['0 it 1 B: cache/a in cache'],
    ],
    ['one elsewhere keeps its bytes', [[file('cache/a', '1'), hardlink('lib/a', 'cache/a')]], []],
    ['so does one of a later layer', [[file('cache/a', '1')], [hardlink('lib/a', 'cache/a')]], []],
    [
      'unless it is gone',
      [[file('cache/a', '1'), hardlink('lib/a', 'cache/a')], [whiteout('lib/a')]],
      ['0 it 1 B: cache/a in cache'],
    ],
    [
      'though the file at the path is gone',
      [[file('cache/a', '1'), hardlink('lib/a', 'cache/a')], [whiteout('cache/a')]],
      [],
    ],
    [
      'a file that comes in the place of another',
      [[file('cache/a', '1'), file('cache/a', '12')]],
      ['0 it 2 B: cache/a in cache'],
    ],
  ])('%s', (_, stack, expected) => {
    expect(seen(ruleOf(caches), ...stack)).toEqual(expected);
  });

  it.each<[string, LayerMember[][], string[]]>([
    ['what was removed', [[file('cache/a', '1')], [whiteout('cache')]], ['0>1 it 1 B: cache/a in cache']],
    [
      'what was overwritten',
      [[file('cache/a', '1')], [file('cache/a', '12')]],
      ['0>1 it 1 B: cache/a in cache', '1 it 2 B: cache/a in cache'],
    ],
    ['what another path keeps', [[file('cache/a', '1'), hardlink('b', 'cache/a')]], ['0 it 1 B: cache/a in cache']],
  ])('some rules see, too: %s', (_, stack, expected) => {
    expect(seen(ruleOf(caches, true), ...stack)).toEqual(expected);
  });

  it('that are too small, or too large', () => {
    const stack = ['1', '12', '123'].map((content) => file(`cache/${content}`, content));
    expect(seen(ruleOf([{ kind: 'it', paths: ['cache'], minBytes: 2, maxBytes: 2 }]), stack)).toEqual([
      '0 it 2 B: cache/12 in cache',
    ]);
  });

  it('of which many are told by a few', () => {
    const many = Array.from({ length: 20 }, (_, at) => file(`cache/${at}/a`, 'x'.repeat(at + 1)));
    const places = [{ kind: 'it', paths: ['cache/*'] }];
    expect(seen(ruleOf(places), many)).toEqual([
      `0 it 210 B: ${[19, 18, 17, 16, 15, 14, 13, 12].map((at) => `cache/${at}/a`).join(' ')} of 20 in ${[19, 18, 17, 16, 15, 14, 13, 12].map((at) => `cache/${at}`).join(' ')}`,
    ]);
  });
});

const name = fc.constantFrom('a', 'b', 'ab', 'a1', 'a.b', '.a', 'ba', 'c');
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));
const glob = fc.oneof(name, fc.constantFrom('*', 'a*', '*b', '*.b', 'a№', 'ab*', '.*'));
const pattern = fc
  .tuple(fc.constantFrom('', '', '!'), fc.constantFrom('', '**/'), fc.array(glob, { minLength: 1, maxLength: 3 }))
  .map(([not, anywhere, names]) => `${not}${anywhere}${names.join('/')}`);

it('sees in a tree what each of its paths is by itself', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(path, { maxLength: 8 }),
      fc.array(pattern, { minLength: 1, maxLength: 5 }),
      (paths, patterns) => {
        const files = paths.filter((one) => !paths.some((other) => other.startsWith(`${one}/`)));
        const kinds = [{ kind: 'it', paths: patterns }];
        const kindsOf = kindsOfPaths(kinds);
        const found = seen(
          ruleOf(kinds),
          files.map((one) => file(one, 'x')),
        ).flatMap((line) => line.replace(/^.*B: | in .*$/g, '').split(' '));
        expect(found.sort()).toEqual(files.filter((one) => kindsOf(one).length > 0).sort());
      },
    ),
    { numRuns: 1000 },
  );
});
