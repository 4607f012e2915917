import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPath } from '../../../src/core/browse/findPath.ts';
import { namePattern } from '../../../src/core/browse/namePattern.ts';
import { ALL_CHANGES, shownNodes } from '../../../src/core/browse/shownNodes.ts';
import type { Change } from '../../../src/core/merge/changes.ts';
import { file, whiteout } from '../../support/members.ts';
import { anyView, expectedOf, treeOf, viewOf } from './browsed.ts';

const patterns: [pattern: string, path: string, expected: boolean][] = [
  ['', 'usr/a', true],
  ['LIB', 'usr/libc.so', true],
  ['make', 'usr/Makefile', true],
  ['usr', 'usr/libc.so', false],
  ['r/lib', 'usr/libc.so', true],
  ['/usr', 'usr/libc.so', true],
  ['/lib', 'usr/libc.so', true],
  ['/sr', 'usr/libc.so', false],
  ['*.SO', 'usr/libc.so', true],
  ['*.s', 'usr/libc.so', false],
  ['lib?.so', 'usr/libc.so', true],
  ['lib[a-c].so', 'usr/libc.so', true],
  ['lib[!c].so', 'usr/libc.so', false],
  ['*.{a,so}', 'usr/libc.so', true],
  ['*', 'etc/.hidden', true],
  ['!*.so', 'usr/libc.so', false],
  ['usr/*.so', 'usr/libc.so', true],
  ['/usr/*.so', 'usr/libc.so', true],
  ['usr/*.so', 'usr/lib/libc.so', false],
  ['usr/**/*.so', 'usr/lib/x/libc.so', true],
  ['**/lib*', 'usr/lib/libc.so', true],
  ['**/lib*', 'libc.so', true],
  ['a.b', 'usr/axb', false],
  ['(', 'usr/f(1)', true],
  ['[', 'usr/a[b', true],
  ['/usr/{a,b}', 'usr/b', true],
  ['/usr/*', 'usr', false],
  ['*'.repeat(70_000), 'usr/a', false],
];

describe('a name pattern', () => {
  it.each(patterns)('%s and %s: %s', (pattern, path, expected) => {
    expect(namePattern(pattern)(path.slice(path.lastIndexOf('/') + 1), () => path)).toBe(expected);
  });
});

describe('a filtered tree', () => {
  const tree = treeOf([[file('a/b', 'x'), file('a/c', 'x'), file('d', 'x'), file('e', 'x')], [whiteout('e')]]);
  const shown = (view: { first: number; last: number }, filter: Parameters<typeof shownNodes>[1]) => {
    const found = shownNodes({ tree, ...view }, filter);
    return Object.fromEntries(['', 'a', 'a/b', 'a/c', 'd', 'e'].map((path) => [path, found[findPath(tree, path)]]));
  };

  it('shows what matches and what is above it', () => {
    expect(shown({ first: 0, last: 0 }, { matches: namePattern('b') })).toMatchObject({
      '': 2,
      a: 2,
      'a/b': 1,
      'a/c': 0,
    });
  });
  it('shows all without a filter, what is gone too', () => {
    expect(shown({ first: 1, last: 1 }, {})).toEqual({ '': 1, a: 1, 'a/b': 1, 'a/c': 1, d: 1, e: 1 });
  });
  it('does not show what was gone before, or comes later', () => {
    expect(shown({ first: 2, last: 1 }, {})).toMatchObject({ d: 1, e: 0 });
    expect(shown({ first: 0, last: -1 }, {})).toMatchObject({ a: 0, d: 0 });
  });
  it('shows what has one of the changes', () => {
    expect(shown({ first: 1, last: 1 }, { changes: new Set<Change>(['removed']) })).toMatchObject({
      '': 2,
      a: 0,
      e: 1,
    });
  });
});

const anyFilter = fc.record({
  changes: fc.option(fc.subarray([...ALL_CHANGES]), { nil: undefined }),
  pattern: fc.option(fc.constantFrom('a', 'b', '?', 'a/b', '**/c', 'a/*', 'none'), { nil: undefined }),
});

it('keeps what matches and what is above that, and nothing else', () => {
  fc.assert(
    fc.property(anyView, anyFilter, (drawn, { changes, pattern }) => {
      const view = viewOf(drawn);
      const matches = pattern === undefined ? undefined : namePattern(pattern);
      const found = shownNodes(view, { changes: changes && new Set(changes), matches });
      const { paths, change } = expectedOf(drawn.stack, drawn.first, drawn.last);
      const kept = paths.filter((path) => {
        const told = change(path) as Change | null;
        if (changes && (told === null || !changes.includes(told))) return false;
        return matches === undefined || matches(path.slice(path.lastIndexOf('/') + 1), () => path);
      });
      for (let node = 1; node < found.length; node++) {
        const path = view.tree.path(node);
        const above = kept.some((other) => other.startsWith(`${path}/`));
        expect([path, found[node]]).toEqual([path, kept.includes(path) ? 1 : above ? 2 : 0]);
      }
    }),
    { numRuns: 500 },
  );
});
