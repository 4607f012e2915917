import { chmod, mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CachedLayer, LayerKey } from '../../../src/merger/cache/cachedLayer.ts';
import { cacheUse, clearCache } from '../../../src/merger/cache/cacheUse.ts';
import { encodeLayer } from '../../../src/merger/cache/encodeLayer.ts';
import { type LayerCache, openLayerCache } from '../../../src/merger/cache/layerCache.ts';
import { layerName, temporaryName } from '../../../src/merger/cache/layerName.ts';
import { temporaryDirectory } from '../../support/imageBuilder.ts';
import { fullLayer, keyOf, layerOfBytes, unstored } from './generated.ts';

async function newCache(maxBytes?: number): Promise<LayerCache> {
  const directory = join(await temporaryDirectory(), 'below', 'cache');
  return openLayerCache(maxBytes === undefined ? { directory } : { directory, maxBytes });
}

const pathOf = ({ directory }: LayerCache, layer: number): string => join(directory, layerName(keyOf(layer)));

async function layerIn(cache: LayerCache, key: LayerKey): Promise<CachedLayer | null> {
  return unstored(await cache.read(key));
}

/** The numbers of the layers that are in it. */
async function held({ directory }: LayerCache): Promise<number[]> {
  const names = await readdir(directory);
  return names.map((name) => Number.parseInt(name.slice(7, 71), 16)).sort((a, b) => a - b);
}

/** As if last used so many seconds ago. */
async function age(cache: LayerCache, layer: number, seconds: number): Promise<void> {
  const then = new Date(Date.now() - seconds * 1000);
  await utimes(pathOf(cache, layer), then, then);
}

describe('a cache', () => {
  it('gives back what it was given', async () => {
    const cache = await newCache();
    expect(await cache.read(keyOf(1))).toBeNull();
    await cache.write(keyOf(1), fullLayer);
    expect(await layerIn(cache, keyOf(1))).toEqual(fullLayer);
    expect(await cache.read(keyOf(2))).toBeNull();
    expect(await cache.read({ ...keyOf(1), proof: 'another' })).toBeNull();
  });

  it('has copied the layer when write returns', async () => {
    const cache = await newCache();
    const layer = structuredClone(fullLayer);
    const written = cache.write(keyOf(1), layer);
    layer.index.size.fill(0);
    await written;
    expect(await layerIn(cache, keyOf(1))).toEqual(fullLayer);
  });

  it('takes the newer of two', async () => {
    const cache = await newCache();
    await cache.write(keyOf(1), fullLayer);
    await cache.write(keyOf(1), layerOfBytes(3));
    expect(await layerIn(cache, keyOf(1))).toEqual(layerOfBytes(3));
    expect(await readdir(cache.directory)).toHaveLength(1);
  });

  it.skipIf(process.platform === 'win32')('is for its user alone', async () => {
    const cache = await newCache();
    await cache.write(keyOf(1), fullLayer);
    expect((await stat(cache.directory)).mode & 0o777).toBe(0o700);
    expect((await stat(pathOf(cache, 1))).mode & 0o777).toBe(0o600);
  });

  it.each(['../escape', 'sha256:../../x', `sha256:${'A'.repeat(64)}`])('makes no file name of %s', (diffId) => {
    const { proof } = keyOf(1);
    expect(() => layerName({ diffId: diffId as ReturnType<typeof keyOf>['diffId'], proof })).toThrow(TypeError);
  });
});

describe('a damaged file', () => {
  it.each<[string, (whole: Uint8Array) => Uint8Array]>([
    ['empty', () => new Uint8Array(0)],
    ['cut', (whole) => whole.subarray(0, whole.length / 2)],
    ['flipped', (whole) => Uint8Array.from(whole, (byte, at) => (at === 100 ? byte ^ 1 : byte))],
    ['of another version', (whole) => Uint8Array.from(whole, (byte, at) => (at === 4 ? byte + 1 : byte))],
    ['of another layer', () => encodeLayer(keyOf(2), fullLayer)],
  ])('%s is removed, and rebuilt', async (_, damage) => {
    const cache = await newCache();
    await cache.write(keyOf(1), fullLayer);
    await writeFile(pathOf(cache, 1), damage(await readFile(pathOf(cache, 1))));
    expect(await cache.read(keyOf(1))).toBeNull();
    expect(await readdir(cache.directory)).toEqual([]);
    await cache.write(keyOf(1), fullLayer);
    expect(await layerIn(cache, keyOf(1))).toEqual(fullLayer);
  });
});

describe('the bound', () => {
  it('is held by removing what was not used for longest', async () => {
    const cache = await newCache(5000);
    for (const layer of [1, 2, 3, 4]) await cache.write(keyOf(layer), layerOfBytes(700));
    expect(await held(cache)).toEqual([1, 2, 3, 4]);
    for (const layer of [1, 2, 3, 4]) await age(cache, layer, 100 - layer);
    expect(await cache.read(keyOf(1))).not.toBeNull();
    await cache.write(keyOf(5), layerOfBytes(700));
    await cache.write(keyOf(6), layerOfBytes(700));
    expect(await held(cache)).toEqual([1, 4, 5, 6]);
    expect((await cacheUse(cache.directory)).bytes).toBeLessThanOrEqual(5000);
  });

  it('keeps out what is larger than all of it', async () => {
    const cache = await newCache(2000);
    await cache.write(keyOf(1), layerOfBytes(700));
    await cache.write(keyOf(2), layerOfBytes(2000));
    expect(await held(cache)).toEqual([1]);
  });

  it('is held when many write at once', async () => {
    const cache = await newCache(20_000);
    const same = openLayerCache(cache);
    const layers = Array.from({ length: 100 }, (_, layer) => layer);
    await Promise.all(layers.map((layer) => [cache, same][layer % 2].write(keyOf(layer), layerOfBytes(700))));
    const { bytes, layers: kept } = await cacheUse(cache.directory);
    expect(bytes).toBeLessThanOrEqual(20_000);
    // Nor does one remove what another has made room for.
    expect(kept).toBe(Math.floor(20_000 / encodeLayer(keyOf(1), layerOfBytes(700)).length));
    expect(await readdir(cache.directory)).toHaveLength(kept);
  });

  it('clears what a writer left behind, and nothing that is not ours', async () => {
    const cache = await newCache(1000);
    await mkdir(cache.directory, { recursive: true });
    const [abandoned, busy] = ['gone', 'busy'].map((who) => temporaryName(layerName(keyOf(1)), who));
    for (const name of [abandoned, busy, 'notes.txt', 'other.tmp']) {
      await writeFile(join(cache.directory, name), Buffer.alloc(2000));
      if (name !== busy) await utimes(join(cache.directory, name), 1, 1);
    }
    await cache.write(keyOf(1), layerOfBytes(100));
    expect(await readdir(cache.directory)).toEqual([layerName(keyOf(1)), busy, 'notes.txt', 'other.tmp'].sort());
    expect(await clearCache(cache.directory)).toMatchObject({ layers: 1 });
    expect(await readdir(cache.directory)).toEqual(['notes.txt', 'other.tmp']);
  });
});

describe('a directory that cannot be used is an empty cache', () => {
  it('a file in its place', async () => {
    const directory = join(await temporaryDirectory(), 'file');
    await writeFile(directory, 'x');
    const cache = openLayerCache({ directory });
    await cache.write(keyOf(1), fullLayer);
    expect(await cache.read(keyOf(1))).toBeNull();
    expect(await readFile(directory, 'utf8')).toBe('x');
  });

  it('a directory in place of a layer', async () => {
    const cache = await newCache();
    await mkdir(pathOf(cache, 1), { recursive: true });
    await cache.write(keyOf(1), fullLayer);
    expect(await cache.read(keyOf(1))).toBeNull();
    expect(await readdir(cache.directory)).toEqual([layerName(keyOf(1))]);
  });

  it.skipIf(process.platform !== 'linux')('a place that takes no files', async () => {
    // Every write there fails, also root's.
    const cache = openLayerCache({ directory: '/proc/self/layerwise' });
    await cache.write(keyOf(1), fullLayer);
    expect(await cache.read(keyOf(1))).toBeNull();
  });

  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('without leave to write', async () => {
    const cache = await newCache();
    await cache.write(keyOf(1), fullLayer);
    await chmod(cache.directory, 0o500);
    await cache.write(keyOf(2), fullLayer);
    expect(await layerIn(cache, keyOf(1))).toEqual(fullLayer);
    expect(await cache.read(keyOf(2))).toBeNull();
    await chmod(cache.directory, 0o700);
  });
});
