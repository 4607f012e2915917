import type { CacheState } from './cacheText.ts';

/** The cache for machines, version 1: stable, additions only. Documented in docs/cli.md. */
export function cacheJson({ directory, layers, bytes, maxBytes, oldestUse }: CacheState): object {
  return {
    schema: 'layerwise.cache/1',
    directory,
    layers,
    bytes,
    maxBytes,
    oldestUse: oldestUse === null ? null : new Date(oldestUse).toISOString(),
  };
}
