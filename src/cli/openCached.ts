import type { OpenImage } from '../core/openImage.ts';
import { cacheDirectory } from '../merger/cache/cacheDirectory.ts';
import { cachedImage } from '../merger/cache/cachedImage.ts';
import { imageMemory } from '../merger/cache/imageMemory.ts';
import { openLayerCache } from '../merger/cache/layerCache.ts';
import { layerOriginAt } from '../merger/cache/layerOrigin.ts';
import { placeOf } from '../sources/imagePlace.ts';
import type { OpenImageOptions } from '../sources/openImageAt.ts';
import { openReference } from '../sources/openReference.ts';
import { cacheSize } from './cacheSize.ts';

export interface CacheChoice {
  /** False with --no-cache. */
  readonly cache?: boolean;
}

/** Opens an image whose layers are read from the user's cache where they are known. */
export async function openCached(
  reference: string,
  options: OpenImageOptions & CacheChoice,
  env: NodeJS.ProcessEnv,
): Promise<OpenImage> {
  const directory = options.cache === false ? null : cacheDirectory(env);
  const place = await placeOf(reference);
  const asked = { ...options, engines: true, registries: true, env };
  if (directory === null) return openReference(place, reference, { ...asked, memory: null });
  const cache = openLayerCache({ directory, maxBytes: cacheSize(env) });
  const originOf = place.kind === 'file' ? await layerOriginAt(place.path) : undefined;
  return cachedImage(await openReference(place, reference, { ...asked, memory: imageMemory(cache) }), cache, originOf);
}
