import type { OpenImage } from '../core/openImage.ts';
import { cacheDirectory } from '../merger/cache/cacheDirectory.ts';
import { cachedImage } from '../merger/cache/cachedImage.ts';
import { openLayerCache } from '../merger/cache/layerCache.ts';
import { layerOriginAt } from '../merger/cache/layerOrigin.ts';
import { type OpenImageOptions, openImageAt } from '../sources/openImageAt.ts';
import { cacheSize } from './cacheSize.ts';

export interface CacheChoice {
  /** False with --no-cache. */
  readonly cache?: boolean;
}

/** Opens an image whose layers are read from the user's cache where they are known. */
export async function openCached(
  path: string,
  options: OpenImageOptions & CacheChoice,
  env: NodeJS.ProcessEnv,
): Promise<OpenImage> {
  const directory = options.cache === false ? null : cacheDirectory(env);
  if (directory === null) return openImageAt(path, options);
  const cache = openLayerCache({ directory, maxBytes: cacheSize(env) });
  const originOf = await layerOriginAt(path);
  return cachedImage(await openImageAt(path, options), cache, originOf);
}
