import { setImmediate } from 'node:timers/promises';
import { Failure } from '../core/error.ts';
import { type ReadLayers, readLayers } from '../core/readLayers.ts';
import type { TreeFacts } from '../core/treeFacts.ts';
import { placeOf } from '../sources/imagePlace.ts';
import { openReference } from '../sources/openReference.ts';
import { linkedTo } from './abort.ts';
import { cachedImage } from './cache/cachedImage.ts';
import { imageMemory } from './cache/imageMemory.ts';
import type { LayerCache } from './cache/layerCache.ts';
import { layerOriginAt } from './cache/layerOrigin.ts';
import { type RememberedTree, rememberedTree } from './cache/rememberedTree.ts';
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
  /** Whether engines and registries may be asked: not in a workspace that the user does not trust. May change. */
  engines: boolean;
  /** Says where engines are, and who asks registries. */
  readonly env: NodeJS.ProcessEnv;
}

/** Opens an image, reads its layers in the pool or from the cache, and merges them. */
export async function loadImage(
  { path: reference, platform, tag, verify }: OpenParams,
  { signal, onProgress }: LoadOptions,
  { pool, cache, engines, env }: Means,
): Promise<MergedImage> {
  const progress = openProgress(onProgress);
  const place = await placeOf(reference);
  const path = place.kind === 'file' ? place.path : null;
  const originOf = path === null ? undefined : await layerOriginAt(path);
  const identity = path === null ? '' : await fileIdentity(path).catch(() => '');
  const opened = await openReference(place, reference, {
    platform,
    tag,
    signal,
    onProgress: progress.opening,
    engines,
    registries: engines,
    env,
    memory: cache === null ? null : imageMemory(cache),
  });
  const isRead = path === null || opened.isReadAlready;
  const read = isRead ? opened : pooledImage(opened, pool, { path, platform, tag, identity });
  const cached = cache === null ? null : cachedImage(read, cache, originOf);
  const remembered = cache === null || cached === null ? null : rememberedTree(cached, cache);
  const image = cached ?? read;
  const { controller, unlink } = linkedTo(signal);
  try {
    const found = await readLayers(image, {
      signal: controller.signal,
      verify,
      concurrency: pool.width,
      onProgress: progress.reading(opened.isReadAlready),
      ...(remembered === null ? {} : { recall: (layers) => remembered.recall(layers) }),
    });
    progress.done();
    return keeping(mergedImage(image, found, remembered?.facts), found, remembered);
  } catch (error) {
    // Layers that are still being read are given up before the file is closed.
    controller.abort(new Failure('internal', 'The image could not be opened', 'Open it again.'));
    await image.close();
    throw error;
  } finally {
    unlink();
  }
}

/** The same, whose tree is put into the cache once the image was answered. */
function keeping(merged: MergedImage, read: ReadLayers, remembered: RememberedTree | null): MergedImage {
  if (remembered === null) return merged;
  const kept = setImmediate().then(() => remembered.keep(read, factsOf(merged)));
  return {
    ...merged,
    async close() {
      await kept;
      await merged.close();
    },
  };
}

function factsOf(merged: MergedImage): TreeFacts {
  const { layers, sightings } = merged.summary();
  return { layers, sightings };
}
