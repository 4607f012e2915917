import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layerFacts } from '../../../src/core/layerFacts.ts';
import { listTree } from '../../../src/core/merge/listTree.ts';
import type { MergedTree } from '../../../src/core/merge/mergedTree.ts';
import { mergeLayers } from '../../../src/core/merge/mergeLayers.ts';
import { isSoundTree } from '../../../src/merger/cache/checkTree.ts';
import { openLayerCache } from '../../../src/merger/cache/layerCache.ts';
import { CHECKSUM_AT, LENGTHS_AT } from '../../../src/merger/cache/layerFormat.ts';
import { decodeTree, encodeTree, type KnownTree } from '../../../src/merger/cache/treeFile.ts';
import { treeMemory } from '../../../src/merger/cache/treeMemory.ts';
import { anyStack } from '../../support/anyStack.ts';
import { temporaryDirectory } from '../../support/imageBuilder.ts';
import { dir, file, hardlink, indexOf, type LayerMember, whiteout } from '../../support/members.ts';

function known(stack: readonly (readonly LayerMember[])[]): KnownTree {
  const { tree, warnings } = mergeLayers(stack.map((members) => indexOf(members).index));
  return { tree, warnings, facts: { layers: layerFacts(tree), sightings: [] } };
}

/** All that a tree can be asked. */
function answersOf(tree: MergedTree): unknown {
  return [tree.layers.map((_, layer) => listTree(tree, layer)), layerFacts(tree), tree.columns()];
}

const decode = (bytes: Uint8Array, { tree }: KnownTree, key = 'key') =>
  decodeTree(Uint8Array.from(bytes).buffer, key, tree.layers);

/** As someone would who knows how the checksum is made. */
function sealed(bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy.set(createHash('sha256').update(copy.subarray(LENGTHS_AT)).digest(), CHECKSUM_AT);
  return copy;
}

const some = known([
  [dir('a'), file('a/b', '1'), hardlink('c', 'a/b'), hardlink('lost', 'nowhere')],
  [file('a/b', '2'), whiteout('c')],
  [whiteout('a'), file('a', '3')],
]);

describe('a merged tree in a file', () => {
  it('comes back as it was, and goes on as it would have', () => {
    fc.assert(
      fc.property(anyStack, fc.nat(), (stack, at) => {
        const before = known(stack);
        const after = decode(encodeTree('key', before), before);
        if (after === null) throw new Error('not read');
        expect(answersOf(after.tree)).toEqual(answersOf(before.tree));
        expect([after.warnings, after.facts]).toEqual([before.warnings, before.facts]);
        const layers = before.tree.layers.filter((_, layer) => layer !== at % stack.length);
        const [peeled, fresh] = [after.tree, before.tree].map((tree) => mergeLayers(layers, tree).tree);
        expect(answersOf(peeled)).toEqual(answersOf(fresh));
      }),
      { numRuns: 300 },
    );
  });

  it('is none with any bit flipped, cut anywhere, or with something behind it', () => {
    const whole = encodeTree('key', some);
    for (let bit = 0; bit < whole.length * 8; bit++) {
      const flipped = Uint8Array.from(whole);
      flipped[bit >> 3] ^= 1 << (bit & 7);
      expect(decode(flipped, some), `bit ${bit}`).toBeNull();
    }
    for (let length = 0; length < whole.length; length++) expect(decode(whole.subarray(0, length), some)).toBeNull();
    expect(decode(Buffer.concat([whole, Buffer.alloc(4)]), some)).toBeNull();
  });

  it('is none under another key or with other layers, also where its checksum is right', () => {
    const whole = encodeTree('key', some);
    expect(decode(whole, some)).not.toBeNull();
    expect(decode(whole, some, 'other')).toBeNull();
    expect(decode(sealed(encodeTree('key', { ...some, facts: { layers: [], sightings: [] } })), some)).not.toBeNull();
    expect(decode(whole, known([[file('a', '1')]]))).toBeNull();
  });

  it.each([
    ['parent', 1, 1],
    ['parent', 1, -1],
    ['nameEnd', 1, 99],
    ['firstChild', 0, 99],
    ['firstChild', 1, 1],
    ['nextSibling', 1, 1],
    ['newest', 0, 99],
    ['node', 1, 99],
    ['layer', 1, 9],
    ['entry', 1, 99],
    ['entry', 1, -3],
    ['previous', 1, 1],
    ['previous', 1, -2],
    ['inode', 1, 99],
    ['life', 1, -9],
  ] as const)('is none whose column %s has at %d the number %d', (column, at, number) => {
    const columns = some.tree.columns();
    expect(isSoundTree(columns, some.tree.layers)).toBe(true);
    const wrong = { ...columns, [column]: columns[column].with(at, number) };
    expect(isSoundTree(wrong, some.tree.layers)).toBe(false);
  });
});

describe('the memory of trees', () => {
  it('knows a tree by the states of all its layers, and removes a damaged one', async () => {
    const cache = openLayerCache({ directory: await temporaryDirectory() });
    const memory = treeMemory(cache);
    const { layers } = some.tree;
    expect(await memory.recall(['a', 'b', 'c'], layers)).toBeNull();
    await memory.keep(['a', 'b', 'c'], some);
    expect(answersOf((await memory.recall(['a', 'b', 'c'], layers))?.tree ?? some.tree)).toEqual(answersOf(some.tree));
    expect(await memory.recall(['a', 'b', 'd'], layers)).toBeNull();
    const [name] = await readdir(cache.directory);
    await writeFile(join(cache.directory, name), (await readFile(join(cache.directory, name))).subarray(1));
    expect(await memory.recall(['a', 'b', 'c'], layers)).toBeNull();
    expect(await readdir(cache.directory)).toEqual([]);
  });

  it('keeps what the cache may hold, and no more', async () => {
    const cache = openLayerCache({ directory: await temporaryDirectory(), maxBytes: 100 });
    await treeMemory(cache).keep(['a'], some);
    expect(await readdir(cache.directory)).toEqual([]);
  });
});
