import { readLayers } from '../core/readLayers.ts';
import { openImageAt } from '../sources/openImageAt.ts';
import { cachedImage } from './cache/cachedImage.ts';
import type { LayerCache } from './cache/layerCache.ts';
import { layerOriginAt } from './cache/layerOrigin.ts';
import type { LoadOptions, OpenParams } from './imageStore.ts';
import { type MergedImage, mergedImage } from './mergedImage.ts';
import { pooledImage } from './reading/pooledImage.ts';
import type { ReaderPool } from './reading/readerPool.ts';

export interface Means {
  readonly pool: ReaderPool;
  /** Null without one. */
  readonly cache: LayerCache | null;
}

/** Opens an image, reads its layers in the pool or from the cache, and merges them. */
export async function loadImage(
  { path, platform, tag, verify }: OpenParams,
  { signal, onProgress }: LoadOptions,
  { pool, cache }: Means,
): Promise<MergedImage> {
  const originOf = await layerOriginAt(path);
  const onBytes = (bytes: number, totalBytes: number): void => {
    onProgress({ bytes, totalBytes, layers: 0, layersDone: 0 });
  };
  const opened = await openImageAt(path, { platform, tag, signal, onProgress: onBytes });
  const read = opened.isReadAlready ? opened : pooledImage(opened, pool, { path, platform, tag });
  const image = cache === null ? read : cachedImage(read, cache, originOf);
  try {
    return mergedImage(image, await readLayers(image, { signal, verify, concurrency: pool.width, onProgress }));
  } catch (error) {
    await image.close();
    throw error;
  }
}
