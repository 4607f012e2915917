import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LayerIndex } from '../../../src/core/merge/layerIndex.ts';
import type { CachedLayer } from '../../../src/merger/cache/cachedLayer.ts';
import { decodeLayer } from '../../../src/merger/cache/decodeLayer.ts';
import { encodeLayer } from '../../../src/merger/cache/encodeLayer.ts';
import { CHECKSUM_AT, HEADER_BYTES, LENGTHS_AT } from '../../../src/merger/cache/layerFormat.ts';
import { anyLayer, fullLayer, keyOf, unstored } from './generated.ts';

const key = keyOf(1);

/** A copy in a buffer of its own, as if read from a disk. */
const decode = (file: Uint8Array): CachedLayer | null => unstored(decodeLayer(Uint8Array.from(file).buffer, key));

/** As someone would who knows how the checksum is made. */
function sealed(file: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(file);
  copy.set(createHash('sha256').update(copy.subarray(LENGTHS_AT)).digest(), CHECKSUM_AT);
  return copy;
}

describe('a layer in a file', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(anyLayer, (layer) => {
        expect(decode(encodeLayer(key, layer))).toEqual(layer);
      }),
      { numRuns: 500 },
    );
  });

  it('comes back as views on the file', () => {
    const file = Uint8Array.from(encodeLayer(key, fullLayer)).buffer;
    const { index } = decodeLayer(file, key) ?? {};
    const columns = Object.values(index ?? {}).filter((column) => ArrayBuffer.isView(column));
    expect(columns).toHaveLength(14);
    for (const { buffer } of columns) expect(buffer).toBe(file);
  });

  it('is not taken for another layer, nor for the same one of another proof', () => {
    const file = Uint8Array.from(encodeLayer(key, fullLayer)).buffer;
    expect(decodeLayer(file, { ...key, diffId: keyOf(2).diffId })).toBeNull();
    expect(decodeLayer(file, { ...key, proof: 'another' })).toBeNull();
    expect(decodeLayer(file, key)).not.toBeNull();
  });
});

describe('a damaged file is none', () => {
  const whole = encodeLayer(key, fullLayer);

  it('with any bit flipped', () => {
    for (let bit = 0; bit < whole.length * 8; bit++) {
      const flipped = Uint8Array.from(whole);
      flipped[bit >> 3] ^= 1 << (bit & 7);
      expect(decode(flipped), `bit ${bit}`).toBeNull();
    }
  });

  it('cut anywhere, or with something behind it', () => {
    for (let length = 0; length < whole.length; length++) expect(decode(whole.subarray(0, length))).toBeNull();
    expect(decode(Buffer.concat([whole, Buffer.of(0)]))).toBeNull();
  });

  it('of any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => decode(bytes) === null));
  });

  it.each([0, 1, 2, 3, 4, 5, 6, 7])('that lies in length %i', (which) => {
    for (const wrong of [0, 1, 0x7fffffff, 0xffffffff]) {
      const file = Uint8Array.from(whole);
      const lengths = new Uint32Array(file.buffer, LENGTHS_AT, (HEADER_BYTES - LENGTHS_AT) / 4);
      if (lengths[which] === wrong) continue;
      lengths[which] = wrong;
      expect(decode(sealed(file))).toBeNull();
    }
  });
});

describe('an index that leads out of its tables is none, its checksum right or not', () => {
  const damaged = (change: (index: LayerIndex) => void): CachedLayer => {
    const copy = structuredClone(fullLayer);
    change(copy.index);
    return copy;
  };
  it.each<[string, (index: LayerIndex) => void]>([
    ['the root below something', ({ nodeParent }) => (nodeParent[0] = 1)],
    ['a parent behind its child', ({ nodeParent }) => (nodeParent[1] = 2)],
    ['a node below itself', ({ nodeParent }) => (nodeParent[2] = 2)],
    ['a negative parent', ({ nodeParent }) => (nodeParent[1] = -1)],
    ['names that run backwards', ({ nodeNameEnd }) => (nodeNameEnd[1] = 3)],
    ['a name for the root', ({ nodeNameEnd }) => (nodeNameEnd[0] = 1)],
    ['names beyond their bytes', ({ nodeNameEnd }) => nodeNameEnd[nodeNameEnd.length - 1]++],
    ['a slash in a name', ({ nodeNames }) => (nodeNames[0] = 0x2f)],
    ['an entry at no node', (index) => (index.node[0] = index.nodeCount)],
    ['a kind there is not', ({ kind }) => (kind[0] = 10)],
    ['a mode of more than 12 bits', ({ mode }) => (mode[0] = 0o10000)],
    ['a negative size', ({ size }) => (size[1] = -1)],
    ['a size that is no number', ({ size }) => (size[1] = Number.NaN)],
    ['a directory with a size', ({ size }) => (size[0] = 1)],
    ['half an offset', ({ offset }) => (offset[1] = 0.5)],
    ['an offset without end', ({ offset }) => (offset[1] = Number.POSITIVE_INFINITY)],
    ['a link to no target', ({ target, targets }) => (target[2] = targets.ends.length)],
    ['a link without a target', ({ target }) => (target[3] = 0xffffffff)],
    ['attributes there are not', ({ xattr, xattrs }) => (xattr[1] = xattrs.ends.length)],
    ['targets that run backwards', ({ targets }) => (targets.ends[0] = -1)],
    ['attributes beyond their bytes', ({ xattrs }) => xattrs.ends[1]++],
  ])('%s', (_, change) => {
    expect(decode(encodeLayer(key, damaged(change)))).toBeNull();
  });

  it('but the index it was made from is one', () => {
    expect(
      decode(
        encodeLayer(
          key,
          damaged(() => undefined),
        ),
      ),
    ).not.toBeNull();
  });
});
