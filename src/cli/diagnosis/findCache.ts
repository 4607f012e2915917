import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { dirname } from 'node:path';
import { cacheDirectory } from '../../merger/cache/cacheDirectory.ts';
import { cacheHealth } from '../../merger/cache/cacheHealth.ts';
import { cacheUse } from '../../merger/cache/cacheUse.ts';
import { openLayerCache } from '../../merger/cache/layerCache.ts';
import type { Surroundings } from '../../sources/engine/surroundings.ts';
import type { CacheFound } from './diagnosis.ts';
import { discreetPath } from './discreet.ts';

const NOTHING = { layers: 0, files: 0, bytes: 0, damaged: 0, unchecked: 0 };

export interface CacheBound {
  /** Undefined for the default. */
  readonly maxBytes: number | undefined;
  /** What is wrong with the bound that is set; null for nothing. */
  readonly problem: string | null;
}

/** The user's cache, and whether all in it is sound; nothing of it is changed, and no file counts as used. */
export async function findCache(bound: CacheBound, here: Surroundings): Promise<CacheFound> {
  const place = cacheDirectory(here.env, here.platform);
  const { maxBytes } = openLayerCache({ directory: place ?? '', maxBytes: bound.maxBytes });
  const found = { directory: place && discreetPath(place, here), maxBytes, ...NOTHING };
  if (place === null) return { ...found, problem: 'this user has no home directory' };
  try {
    const { layers, bytes } = await cacheUse(place);
    const health = await cacheHealth(place);
    const problem = (await mayWrite(place)) ? bound.problem : 'this user may not write it';
    return { ...found, layers, bytes, ...health, problem };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'for an unknown reason';
    return { ...found, problem: `it cannot be read (${code})` };
  }
}

/** Where it is not there yet, whether it could be made. */
async function mayWrite(directory: string): Promise<boolean> {
  try {
    await access(directory, constants.W_OK);
    return true;
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return isAbsent && dirname(directory) !== directory && mayWrite(dirname(directory));
  }
}
