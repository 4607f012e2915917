import { setImmediate } from 'node:timers/promises';
import { Failure } from '../core/error.ts';
import type { OpenImage } from '../core/openImage.ts';
import { type ReadLayers, readLayers } from '../core/readLayers.ts';
import type { TreeFacts } from '../core/treeFacts.ts';
import { placeOf } from '../sources/imagePlace.ts';
import { openReference } from '../sources/openReference.ts';
import { linkedTo } from './abort.ts';
import { cachedImage } from './cache/cachedImage.ts';
import { imageMemory } from './cache/imageMemory.ts';
import type { LayerCache } from './cache/layerCache.ts';
import { type LayerOrigin, layerOriginAt } from './cache/layerOrigin.ts';
import { type RememberedTree, rememberedTree } from './cache/rememberedTree.ts';
import { keepForLater, replacedImage } from './cache/replacedImage.ts';
import type { LoadOptions, OpenParams } from './loading.ts';
import { type MergedImage, mergedImage } from './mergedImage.ts';
import { type OpenProgress, openProgress } from './openProgress.ts';
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
  params: OpenParams,
  { signal, onProgress }: LoadOptions,
  means: Means,
): Promise<MergedImage> {
  const { pool, cache } = means;
  const progress = openProgress(onProgress);
  const { open, originOf } = await openFor(params, means, signal, progress.opening);
  const cached = cache === null ? null : cachedImage(open, cache, originOf);
  const remembered = cache === null || cached === null ? null : rememberedTree(cached, cache);
  const image = cached ?? open;
  const { controller, unlink } = linkedTo(signal);
  try {
    const found = await readLayers(image, {
      signal: controller.signal,
      verify: params.verify,
      concurrency: pool.width,
      onProgress: progress.reading(open.isReadAlready),
      ...(remembered === null ? {} : { recall: (layers) => remembered.recall(layers) }),
    });
    progress.done();
    const merged = keeping(mergedImage(image, found, remembered?.facts), found, remembered);
    const { path, tag, platform } = params;
    if (cache === null || cached === null) return merged;
    return { ...merged, remember: () => keepForLater(cache, { path, tag, platform, id: cached.image.id }, cached) };
  } catch (error) {
    // Layers that are still being read are given up before the file is closed.
    controller.abort(new Failure('internal', 'The image could not be opened', 'Open it again.'));
    await image.close();
    throw error;
  } finally {
    unlink();
  }
}

interface Opened {
  readonly open: OpenImage;
  readonly originOf?: LayerOrigin | undefined;
}

/** Without the cache for its layers. */
async function openFor(
  { path: reference, platform, tag, replaced }: OpenParams,
  { pool, cache, engines, env }: Means,
  signal: AbortSignal,
  onProgress: OpenProgress['opening'],
): Promise<Opened> {
  if (replaced !== undefined) {
    if (cache === null) throw noCache(reference);
    return replacedImage(cache, { path: reference, tag, platform, id: replaced });
  }
  const place = await placeOf(reference);
  const path = place.kind === 'file' ? place.path : null;
  const originOf = path === null ? undefined : await layerOriginAt(path);
  const identity = path === null ? '' : await fileIdentity(path).catch(() => '');
  const opened = await openReference(place, reference, {
    platform,
    tag,
    signal,
    onProgress,
    engines,
    registries: engines,
    env,
    memory: cache === null ? null : imageMemory(cache),
  });
  const isRead = path === null || opened.isReadAlready;
  return { open: isRead ? opened : pooledImage(opened, pool, { path, platform, tag, identity }), originOf };
}

function noCache(path: string): Failure {
  return new Failure(
    'usage',
    `Of ${path} as it was before nothing is known: there is no cache to remember it`,
    'Let Layerwise have a cache, see layerwise.cache.directory.',
  );
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
