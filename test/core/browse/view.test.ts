import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPath } from '../../../src/core/browse/findPath.ts';
import { hashesOfRange } from '../../../src/core/browse/hashesOfRange.ts';
import { stateOf, type View } from '../../../src/core/browse/view.ts';
import { countChanges, noChanges, wantedHashes } from '../../../src/core/merge/changes.ts';
import { HASH_BYTES } from '../../../src/core/merge/layerIndex.ts';
import { NONE } from '../../../src/core/merge/mergedTree.ts';
import { anyStack } from '../../support/anyStack.ts';
import { dir, file, type LayerMember, symlink, whiteout } from '../../support/members.ts';
import { anyView, expectedOf, treeOf, viewOf } from './browsed.ts';

/** What layers 1 and 2 did to `p` together. */
const cases: [name: string, base: LayerMember[], one: LayerMember[], two: LayerMember[], expected: string][] = [
  ['added, then written again', [], [file('p', 'x')], [file('p', 'yy')], 'added'],
  ['added, then removed', [], [file('p', 'x')], [whiteout('p')], 'null'],
  ['left alone', [file('p', 'x')], [file('q', 'x')], [], 'null'],
  ['rewritten as another', [file('p', 'x')], [file('p', 'yy')], [], 'modified'],
  ['rewritten, then put back', [file('p', 'x')], [file('p', 'yy')], [file('p', 'x')], 'identical'],
  [
    'removed, then put back with another mode',
    [file('p', 'x')],
    [whiteout('p')],
    [file('p', 'x', { mode: 0o600 })],
    'metadata',
  ],
  ['removed', [file('p', 'x')], [whiteout('p')], [], 'removed gone'],
  ['removed with its directory, which comes back', [file('p', 'x')], [dir('p')], [], 'removed'],
  ['a directory removed', [dir('p')], [whiteout('p')], [], 'null gone'],
  ['a directory removed, then made again', [dir('p')], [whiteout('p')], [dir('p')], 'null'],
  ['a directory that became a link', [dir('p')], [symlink('p', 'q')], [], 'added'],
];

describe('what several layers did to a path', () => {
  it.each(cases)('%s', (_, base, one, two, expected) => {
    const tree = treeOf([base, one, two]);
    expect(told({ tree, first: 1, last: 2 }, 'p')).toBe(expected);
  });

  it('is nothing when there are no layers to tell of', () => {
    const tree = treeOf([[file('p', 'x')], [whiteout('p')]]);
    expect(told({ tree, first: 1, last: 0 }, 'p')).toBe('null');
    expect(told({ tree, first: 2, last: 1 }, 'p')).toBe('null');
  });
});

it('agrees with the oracle', () => {
  fc.assert(
    fc.property(anyView, (drawn) => {
      expect(statesOf(viewOf(drawn))).toEqual(expectedStates(drawn));
    }),
    { numRuns: 1000 },
  );
});

it('counts for one layer what the merge counts', () => {
  fc.assert(
    fc.property(anyStack, (stack) => {
      const tree = treeOf(stack);
      const counts = stack.map((_, layer) => {
        const counted = noChanges();
        for (let node = 0; node < tree.nodeCount; node++) {
          const { change } = stateOf({ tree, first: layer, last: layer }, node);
          if (change !== null) counted[change]++;
        }
        return counted;
      });
      expect(counts).toEqual(countChanges(tree));
    }),
    { numRuns: 500 },
  );
});

it('asks for the hashes of what is before and after, and of nothing between', () => {
  const tree = treeOf(['xx', 'yy', 'zz'].map((content) => [file('p', content), file('q', content.repeat(2))]));
  for (const { hash } of tree.layers) hash.fill(0);
  expect(hashesOfRange({ tree, first: 1, last: 2 }).map((entries) => [...entries])).toEqual([[0, 1], [], [0, 1]]);
});

it('needs no other hashes than it asks for, and for one layer none but those of the merge', () => {
  fc.assert(
    fc.property(anyView, (drawn) => {
      const view = viewOf(drawn);
      const hashes = view.tree.layers.map(({ hash }) => hash.slice());
      for (const { hash } of view.tree.layers) hash.fill(0);
      const wanted = hashesOfRange(view);
      if (view.first === view.last) {
        const known = wantedHashes(view.tree);
        expect(wanted.every((entries, layer) => entries.every((entry) => known[layer].includes(entry)))).toBe(true);
      }
      for (const [layer, entries] of wanted.entries()) {
        for (const entry of entries) {
          const start = entry * HASH_BYTES;
          view.tree.layers[layer].hash.set(hashes[layer].subarray(start, start + HASH_BYTES), start);
        }
      }
      expect(statesOf(view)).toEqual(expectedStates(drawn));
    }),
    { numRuns: 500 },
  );
});

function told(view: View, path: string): string {
  const { change, gone } = stateOf(view, findPath(view.tree, path));
  return `${change}${gone ? ' gone' : ''}`;
}

function statesOf(view: View): string[] {
  const { tree } = view;
  const lines: string[] = [];
  for (let node = 1; node < tree.nodeCount; node++) {
    const { version, before, change, gone } = stateOf(view, node);
    if (version === NONE && before === NONE) expect([change, gone]).toEqual([null, false]);
    else lines.push(`${tree.path(node)} ${version !== NONE} ${before !== NONE} ${change} ${gone}`);
  }
  return lines.sort();
}

function expectedStates({ stack, first, last }: Parameters<typeof viewOf>[0]): string[] {
  const { before, after, paths, change } = expectedOf(stack, first, last);
  return paths
    .map(
      (path) =>
        `${path} ${after.has(path)} ${before.has(path)} ${change(path)} ${before.has(path) && !after.has(path)}`,
    )
    .sort();
}
