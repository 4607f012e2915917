import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CachedLayer, LayerKey, StoredLayer } from './cachedLayer.ts';
import { decodeLayer } from './decodeLayer.ts';
import { encodeLayer } from './encodeLayer.ts';
import { coalesced, evict } from './evict.ts';
import { readAndTouch, writeAtomically } from './layerFiles.ts';
import { layerName } from './layerName.ts';

/**
 * What was learned of layers, kept across runs: one file a layer in one directory, which any number of processes share.
 * An index is a pure function of its layer, so nothing is ever out of date. No method throws because of the disk: a
 * cache that cannot be read or written is an empty one.
 */
export interface LayerCache {
  readonly directory: string;
  /** The files have together at most so many bytes, but for what is being written. */
  readonly maxBytes: number;
  /** Null when it is not there, or damaged: then it is removed. */
  read(key: LayerKey): Promise<StoredLayer | null>;
  /** Copies the layer before it returns; resolves when it is written or given up. */
  write(key: LayerKey, layer: CachedLayer): Promise<void>;
  /** Writes a file that lies beside the layers, under a name that is ours. */
  keep(name: string, file: Uint8Array): Promise<void>;
}

export interface LayerCacheOptions {
  readonly directory: string;
  readonly maxBytes?: number | undefined;
}

/** About 6.5 million entries. */
const DEFAULT_MAX_BYTES = 512 * 1024 * 1024;

export function openLayerCache({ directory, maxBytes = DEFAULT_MAX_BYTES }: LayerCacheOptions): LayerCache {
  const evictOnce = coalesced(() => quietly(evict(directory, maxBytes)));
  async function keep(name: string, file: Uint8Array): Promise<void> {
    if (file.length <= maxBytes) await quietly(writeAtomically(directory, name, file));
    await evictOnce();
  }
  return {
    directory,
    maxBytes,
    read: (key) => readLayer(join(directory, layerName(key)), key),
    write: async (key, layer) => keep(layerName(key), encodeLayer(key, layer)),
    keep,
  };
}

async function readLayer(path: string, key: LayerKey): Promise<StoredLayer | null> {
  let file: ArrayBuffer;
  try {
    file = await readAndTouch(path);
  } catch {
    return null;
  }
  const layer = decodeLayer(file, key);
  // Should another process have put a whole one there meanwhile, it goes too, and is written again when next read.
  if (layer === null) await quietly(rm(path, { force: true }));
  return layer;
}

async function quietly(work: Promise<void>): Promise<void> {
  await work.catch(() => undefined);
}
