import type { DiffId } from '../../core/image/types.ts';
import { isHashed } from '../../core/merge/compare.ts';
import type { ContentColumns, LayerReading, OpenImage, ReadOptions } from '../../core/openImage.ts';
import type { CachedLayer, LayerKey } from './cachedLayer.ts';
import { checksumIn } from './checksum.ts';
import { encodeLayer } from './encodeLayer.ts';
import type { LayerCache } from './layerCache.ts';
import type { LayerOrigin } from './layerOrigin.ts';

export interface CachedImage extends OpenImage {
  /**
   * What was learned of a layer so far, as one word: the checksum of the file that it makes. Another when a single byte
   * differs. Null for a layer that was not read, is broken, or cannot be told from another with the same diffID.
   */
  state(layer: number): string | null;
  /**
   * Writes the layers that were read and are not in the cache yet. Gives for each what it is found by there, besides its
   * diffID; null when one was not read, is broken, or cannot be told from another with the same diffID.
   */
  keep(): Promise<readonly string[] | null>;
}

/**
 * The same image, whose layers are read from the cache where it has them and put there where it has not. What was checked
 * against a digest is always kept: it was inflated or hashed in full. A plain tar's headers are read by seeking, in 3 µs
 * an entry, which no file of ours beats for small layers: such a layer is kept from `WORTH_KEEPING` entries on, and
 * always once contents were hashed, for that means reading them.
 *
 * What was read without a check is found again only for the same file in the same state (`LayerOrigin`).
 */
export function cachedImage(open: OpenImage, cache: LayerCache, originOf: LayerOrigin = unknownOrigin): CachedImage {
  /** How the healthy layers read so far are kept. */
  const kept = new Map<number, Kept>();
  const writing = new Set<Promise<void>>();
  const write = (layer: Kept): void => {
    layer.isWritten = true;
    const written = cache.write(layer.key, layer).finally(() => writing.delete(written));
    writing.add(written);
  };

  async function readThrough(layer: number, options: ReadOptions, origin: string | null): Promise<LayerReading> {
    const reading = await open.readLayer(layer, options);
    const { index, warnings, failure, checkedBy } = reading;
    const proof = checkedBy ?? origin;
    if (failure !== null || proof === null) return reading;
    const key = { diffId: open.image.layers[layer].diffId, proof };
    const read = { key, index, warnings, checksum: null, isWritten: false };
    kept.set(layer, read);
    if (checkedBy !== null || index.entryCount >= WORTH_KEEPING) write(read);
    return reading;
  }

  return {
    image: open.image,
    warnings: open.warnings,
    isReadAlready: open.isReadAlready,
    async readLayer(layer, options) {
      options.signal?.throwIfAborted();
      const place = open.image.layers.at(layer);
      if (place === undefined) return open.readLayer(layer, options);
      const origin = await originOf(open.image, place);
      const proofs = options.verify === true ? [] : [place.diffId, place.digest, origin];
      const found = await firstOf(cache, place.diffId, proofs);
      if (found === null) return readThrough(layer, options, origin);
      options.signal?.throwIfAborted();
      const { key, index, warnings } = found;
      kept.set(layer, found);
      options.onBytes?.(place.blobSize);
      return {
        index,
        warnings: warnings.map((warning) => ({ ...warning, layer })),
        failure: null,
        checkedBy: [place.diffId, place.digest].find((digest) => digest === key.proof) ?? null,
      };
    },
    async hashContents(layer, index, entries, options) {
      const before = hashedCount(index, entries);
      await open.hashContents(layer, index, entries, options);
      const known = kept.get(layer);
      if (known !== undefined && hashedCount(index, entries) > before) {
        known.checksum = null;
        write(known);
      }
    },
    state(layer) {
      const known = kept.get(layer);
      if (known === undefined) return null;
      known.checksum ??= checksumIn(encodeLayer(known.key, known));
      return known.checksum;
    },
    async keep() {
      for (const layer of kept.values()) if (!layer.isWritten) write(layer);
      await Promise.all(writing);
      const proofs = open.image.layers.map(({ index }) => kept.get(index)?.key.proof);
      return proofs.every((proof) => proof !== undefined) ? proofs : null;
    },
    readContent: (...request) => open.readContent(...request),
    async close() {
      await Promise.all(writing);
      await open.close();
    },
  };
}

/** Entries from which on a file of the cache is read clearly faster than a plain tar's headers. */
const WORTH_KEEPING = 1000;

interface Kept extends CachedLayer {
  readonly key: LayerKey;
  /** Null until it is asked for, and again when hashes came in. */
  checksum: string | null;
  /** It is in the cache, or about to be. */
  isWritten: boolean;
}

const unknownOrigin: LayerOrigin = () => Promise.resolve(null);

async function firstOf(cache: LayerCache, diffId: DiffId, proofs: readonly (string | null)[]): Promise<Kept | null> {
  for (const proof of new Set(proofs)) {
    if (proof === null) continue;
    const key = { diffId, proof };
    const layer = await cache.read(key);
    if (layer !== null) return { key, ...layer, isWritten: true };
  }
  return null;
}

function hashedCount(index: ContentColumns, entries: Uint32Array): number {
  return entries.reduce((count, entry) => count + (isHashed(index, entry) ? 1 : 0), 0);
}
