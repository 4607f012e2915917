import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { readLayers } from '../src/core/readLayers.ts';
import { cachedImage } from '../src/merger/cache/cachedImage.ts';
import { cacheUse } from '../src/merger/cache/cacheUse.ts';
import { openLayerCache } from '../src/merger/cache/layerCache.ts';
import { layerOriginAt } from '../src/merger/cache/layerOrigin.ts';
import { openImageAt } from '../src/sources/openImageAt.ts';
import type { GeneratedImage } from './generate.ts';

export interface CacheMeasured {
  /** Opening the image and reading all its layers, from the cache against without: the merge is the same. */
  readonly toReading: number;
  readonly milliseconds: number;
  /** The whole way to a merged tree, from the cache. */
  readonly mergedMilliseconds: number;
  /** Reading and filling the cache, against reading alone. */
  readonly filling: number;
  readonly bytesPerEntry: number;
}

/** What the cache saves when an image is opened again, and what filling it costs. */
export async function measureCache(image: GeneratedImage, rounds: number): Promise<CacheMeasured> {
  const directory = join(image.folder, 'cache');
  const times: Record<'without' | 'filling' | 'from' | 'merged', number[]> = {
    without: [],
    filling: [],
    from: [],
    merged: [],
  };
  for (let round = 0; round < rounds; round++) {
    rmSync(directory, { recursive: true, force: true });
    times.without.push(await milliseconds(() => readAll(image, null)));
    times.filling.push(await milliseconds(() => readAll(image, directory)));
    times.from.push(await milliseconds(() => readAll(image, directory)));
    times.merged.push(await milliseconds(() => merged(image, directory)));
  }
  const best = (list: readonly number[]): number => Math.min(...list);
  return {
    toReading: best(times.from) / best(times.without),
    milliseconds: best(times.from),
    mergedMilliseconds: best(times.merged),
    filling: best(times.filling) / best(times.without),
    bytesPerEntry: (await cacheUse(directory)).bytes / image.entries,
  };
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function open({ folder }: GeneratedImage, directory: string | null) {
  const originOf = await layerOriginAt(folder);
  const image = await openImageAt(folder);
  return directory === null ? image : cachedImage(image, openLayerCache({ directory }), originOf);
}

async function readAll(image: GeneratedImage, directory: string | null): Promise<void> {
  const opened = await open(image, directory);
  for (const { index } of opened.image.layers) await opened.readLayer(index, {});
  await opened.close();
}

async function merged(image: GeneratedImage, directory: string) {
  const opened = await open(image, directory);
  const read = await readLayers(opened, { concurrency: 1 });
  await opened.close();
  return read;
}
