import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hashesToCompare, type WantedHashes } from '../../../src/core/diff/comparePaths.ts';
import { diffTrees } from '../../../src/core/diff/diffTrees.ts';
import type { Side } from '../../../src/core/diff/side.ts';
import { HASH_BYTES } from '../../../src/core/merge/layerIndex.ts';
import { pathText } from '../../../src/core/merge/pathText.ts';
import { anyStack } from '../../support/anyStack.ts';
import type { LayerMember } from '../../support/members.ts';
import { type Node, trees } from '../../support/oracle.ts';
import { sideOf } from '../../support/sides.ts';

type Stack = readonly LayerMember[][];
interface Half {
  readonly stack: Stack;
  readonly step: number;
}

/** Two images with some layers in common, each looked at after some layer, or before the first. */
const halves = fc
  .tuple(anyStack, anyStack, fc.nat({ max: 6 }))
  .map(([a, b, shared]): [Stack, Stack] => [a, [...a.slice(0, shared), ...b]])
  .chain(([a, b]) =>
    fc
      .tuple(fc.integer({ min: -1, max: a.length - 1 }), fc.integer({ min: -1, max: b.length - 1 }))
      .map(([stepA, stepB]): [Half, Half] => [
        { stack: a, step: stepA },
        { stack: b, step: stepB },
      ]),
  );

it('finds the differences and whom to blame as the oracle does', () => {
  fc.assert(
    fc.property(halves, ([a, b]) => {
      const found = foundBy(sideOf(a.stack, a.step), sideOf(b.stack, b.step));
      const expected = expectedOf(a, b);
      if (!isDeepStrictEqual(found, expected)) expect(found).toEqual(expected);
    }),
    { numRuns: 2000 },
  );
});

it('needs no other hashes than it asks for', () => {
  fc.assert(
    fc.property(halves, ([a, b]) => {
      const [sideA, sideB] = [sideOf(a.stack, a.step), sideOf(b.stack, b.step)];
      const [hashesA, hashesB] = [takeHashes(sideA), takeHashes(sideB)];
      const wanted: WantedHashes = hashesToCompare(sideA, sideB);
      giveHashes(sideA, hashesA, wanted.a);
      giveHashes(sideB, hashesB, wanted.b);
      expect(foundBy(sideA, sideB)).toEqual(expectedOf(a, b));
    }),
    { numRuns: 1000 },
  );
});

function foundBy(a: Side, b: Side) {
  const { paths, same } = diffTrees(a, b);
  const lines = paths.map(({ path, change, a, b, blame }) => {
    return `${pathText(path)} ${change} ${a?.bytes ?? '-'} ${b?.bytes ?? '-'} ${blame.image}${blame.layer}`;
  });
  return { lines, same };
}

function expectedOf(a: Half, b: Half) {
  const [treesA, treesB] = [trees(a.stack), trees(b.stack)];
  const [treeA, treeB] = [treesA[a.step] ?? new Map<string, Node>(), treesB[b.step] ?? new Map<string, Node>()];
  const shared = sharedLayers(a, b);
  const lines: string[] = [];
  let same = 0;
  for (const path of [...new Set([...treeA.keys(), ...treeB.keys()])].sort()) {
    const [inA, inB] = [treeA.get(path), treeB.get(path)];
    const change = compare(inA, inB);
    if (change === 'identical') same++;
    else
      lines.push(
        `${path} ${change} ${size(inA)} ${size(inB)} ${blame(path, change, treesA, a.step, treesB, b.step, shared)}`,
      );
  }
  return { lines, same };
}

function compare(a: Node | undefined, b: Node | undefined): string {
  if (a === undefined) return 'added';
  if (b === undefined) return 'removed';
  if (a.type !== b.type || a.inode?.content !== b.inode?.content || a.target !== b.target) return 'modified';
  return a.mode === b.mode && a.uid === b.uid ? 'identical' : 'metadata';
}

function size(node: Node | undefined): string {
  return node === undefined ? '-' : String(node.inode?.content.length ?? 0);
}

type Trees = ReadonlyMap<string, Node>[];

function blame(path: string, change: string, a: Trees, stepA: number, b: Trees, stepB: number, shared: number): string {
  const inB = lastChange(path, b, stepB) >= shared;
  const [trees, step] = inB ? [b, stepB] : [a, stepA];
  return `${inB ? 'b' : 'a'}${maker(path, change, trees, lastChange(path, trees, step), shared)}`;
}

/** Of a directory that was written again the layer that made it, or gave it its attributes. */
function maker(path: string, change: string, trees: Trees, layer: number, shared: number): number {
  const [now, before] = [trees[layer].get(path), trees[layer - 1]?.get(path)];
  const earlier = lastChange(path, trees, layer - 1);
  if (now?.type !== 'dir' || before?.type !== 'dir' || earlier < shared) return layer;
  if (change === 'metadata' && compare(before, now) !== 'identical') return layer;
  return maker(path, change, trees, earlier, shared);
}

/** The last layer up to `step` that left another thing at the path than it found. */
function lastChange(path: string, trees: Trees, step: number): number {
  for (let layer = step; layer >= 0; layer--) {
    const before = layer === 0 ? undefined : trees[layer - 1].get(path);
    if (trees[layer].get(path) !== before) return layer;
  }
  return -1;
}

function sharedLayers(a: Half, b: Half): number {
  let shared = 0;
  while (shared <= Math.min(a.step, b.step) && isDeepStrictEqual(a.stack[shared], b.stack[shared])) shared++;
  return shared;
}

function takeHashes({ tree }: Side): Uint8Array[] {
  return tree.layers.map(({ hash }) => {
    const taken = hash.slice();
    hash.fill(0);
    return taken;
  });
}

function giveHashes({ tree }: Side, hashes: readonly Uint8Array[], wanted: readonly Uint32Array[]): void {
  for (const [layer, entries] of wanted.entries()) {
    for (const entry of entries) {
      const start = entry * HASH_BYTES;
      tree.layers[layer].hash.set(hashes[layer].subarray(start, start + HASH_BYTES), start);
    }
  }
}
