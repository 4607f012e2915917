import { Failure } from '../core/error.ts';
import { readLayers } from '../core/readLayers.ts';
import { openImageAt } from '../sources/openImageAt.ts';
import { linkedTo } from './abort.ts';
import { cachedImage } from './cache/cachedImage.ts';
import type { LayerCache } from './cache/layerCache.ts';
import { layerOriginAt } from './cache/layerOrigin.ts';
import type { LoadOptions, OpenParams } from './loading.ts';
import { type MergedImage, mergedImage } from './mergedImage.ts';
import { openProgress } from './openProgress.ts';
import { fileIdentity } from './reading/fileIdentity.ts';
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
  const progress = openProgress(onProgress);
  const originOf = await layerOriginAt(path);
  const identity = await fileIdentity(path).catch(() => '');
  const opened = await openImageAt(path, { platform, tag, signal, onProgress: progress.opening });
  const read = opened.isReadAlready ? opened : pooledImage(opened, pool, { path, platform, tag, identity });
  const image = cache === null ? read : cachedImage(read, cache, originOf);
  const { controller, unlink } = linkedTo(signal);
  try {
    const found = await readLayers(image, {
      signal: controller.signal,
      verify,
      concurrency: pool.width,
      onProgress: progress.reading(opened.isReadAlready),
    });
    progress.done();
    return mergedImage(image, found);
  } catch (error) {
    // Layers that are still being read are given up before the file is closed.
    controller.abort(new Failure('internal', 'The image could not be opened', 'Open it again.'));
    await image.close();
    throw error;
  } finally {
    unlink();
  }
}
