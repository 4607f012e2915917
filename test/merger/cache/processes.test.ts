import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { cacheUse } from '../../../src/merger/cache/cacheUse.ts';
import { openLayerCache } from '../../../src/merger/cache/layerCache.ts';
import { isLayerName } from '../../../src/merger/cache/layerName.ts';
import { temporaryDirectory } from '../../support/imageBuilder.ts';
import { keyOf, layerOfBytes, unstored } from './generated.ts';

/** Room for a third of what they write. */
const MAX_BYTES = 3000;
const ROUNDS = 400;
const source = fileURLToPath(new URL('./hammer.ts', import.meta.url));

/** Starts processes that hammer the directory. */
async function hammerOf(directory: string): Promise<(seed: number) => ChildProcess> {
  const program = join(await temporaryDirectory(), 'hammer.mjs');
  await build({ entryPoints: [source], bundle: true, platform: 'node', format: 'esm', outfile: program });
  return (seed) => {
    const args = [program, directory, `${MAX_BYTES}`, `${seed}`, `${ROUNDS}`];
    return spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  };
}

it('many processes read, write and evict in one directory', async () => {
  const directory = join(await temporaryDirectory(), 'cache');
  const hammer = await hammerOf(directory);
  const ended = [11, 22, 33, 44].map((seed) => once(hammer(seed), 'close'));
  for (const end of ended) expect(await end).toEqual([0, null]);
  const names = await readdir(directory);
  expect(names.filter((name) => !isLayerName(name))).toEqual([]);
  const { bytes, layers } = await cacheUse(directory);
  expect(bytes).toBeLessThanOrEqual(MAX_BYTES);
  expect(layers).toBeGreaterThan(0);
});

it('a process killed at any moment leaves whole layers or none', async () => {
  const directory = join(await temporaryDirectory(), 'cache');
  const hammer = await hammerOf(directory);
  for (const delay of [60, 70, 80, 95, 120]) {
    const child = hammer(delay);
    setTimeout(() => child.kill('SIGKILL'), delay);
    await once(child, 'close');
  }
  const cache = openLayerCache({ directory, maxBytes: 2 * MAX_BYTES });
  const before = (await cacheUse(directory)).layers;
  const found = await Promise.all(Array.from({ length: 12 }, (_, layer) => cache.read(keyOf(layer))));
  for (const [layer, it] of found.entries())
    if (it !== null) expect(unstored(it)).toEqual(layerOfBytes(100 + 50 * layer));
  expect(found.filter((it) => it !== null)).toHaveLength(before);
});
