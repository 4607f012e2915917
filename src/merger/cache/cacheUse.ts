import { rm } from 'node:fs/promises';
import { type LayerFile, listLayerFiles } from './layerFiles.ts';

/** What a cache's directory holds. */
export interface CacheUse {
  readonly layers: number;
  readonly bytes: number;
  /** When the layer that goes next was used, in milliseconds since 1970; null when there is none. */
  readonly oldestUse: number | null;
}

/** @throws Error of the file system, but not for a directory that is not there. */
export async function cacheUse(directory: string): Promise<CacheUse> {
  return useOf(await listLayerFiles(directory));
}

/**
 * Removes every file of ours, of whatever version, and no other. Gives what was removed.
 *
 * @throws Error of the file system.
 */
export async function clearCache(directory: string): Promise<CacheUse> {
  const files = await listLayerFiles(directory);
  for (const { path } of files) await rm(path, { force: true });
  return useOf(files);
}

function useOf(files: readonly LayerFile[]): CacheUse {
  const kept = files.filter(({ temporary }) => !temporary);
  const layers = kept.filter(({ isLayer }) => isLayer);
  return {
    layers: layers.length,
    bytes: kept.reduce((sum, file) => sum + file.bytes, 0),
    oldestUse: layers.length === 0 ? null : layers.reduce((oldest, { usedAt }) => Math.min(oldest, usedAt), Infinity),
  };
}
