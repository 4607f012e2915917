import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, test } from 'vitest';
import { analyze } from '../../../src/core/analysis.ts';
import type { OpenImage } from '../../../src/core/openImage.ts';
import { readLayers } from '../../../src/core/readLayers.ts';
import { cachedImage } from '../../../src/merger/cache/cachedImage.ts';
import { cacheUse } from '../../../src/merger/cache/cacheUse.ts';
import { type LayerCache, openLayerCache } from '../../../src/merger/cache/layerCache.ts';
import { layerOriginAt } from '../../../src/merger/cache/layerOrigin.ts';
import { openImageAt } from '../../../src/sources/openImageAt.ts';
import {
  asTar,
  blobName,
  type Compression,
  digest,
  dockerFiles,
  type Files,
  fileOf,
  type ImageSpec,
  layerOf,
  ociFiles,
  temporaryDirectory,
  writeArchive,
  writeDirectory,
} from '../../support/imageBuilder.ts';

const base = [
  { name: 'kept', content: 'kept' },
  { name: 'covered', content: 'a' },
];
const imageOf = (compression: Compression, ...tops: string[]): ImageSpec => ({
  layers: [
    { members: base, compression },
    ...tops.map((content) => ({ members: [{ name: 'covered', content }], compression })),
  ],
});

interface Work {
  readonly read: number[];
  readonly hashed: number[];
}

/** Counts what is asked of an image. */
function counted(open: OpenImage, work: Work): OpenImage {
  return {
    ...open,
    readLayer(layer, options) {
      work.read.push(layer);
      return open.readLayer(layer, options);
    },
    hashContents(layer, index, entries, options) {
      work.hashed.push(layer);
      return open.hashContents(layer, index, entries, options);
    },
  };
}

async function newCache(): Promise<LayerCache> {
  return openLayerCache({ directory: join(await temporaryDirectory(), 'cache') });
}

/** Analyses through the cache, and says what had to be read for it. */
async function run(path: string, cache: LayerCache | null, verify = false) {
  const work: Work = { read: [], hashed: [] };
  const originOf = await layerOriginAt(path);
  const source = counted(await openImageAt(path, { reference: 'image' }), work);
  const open = cache === null ? source : cachedImage(source, cache, originOf);
  const read = await readLayers(open, { verify });
  await open.close();
  const { tree: _, ...report } = analyze(open.image, read, null);
  // Layers are read side by side, in no order.
  return { read: work.read.toSorted(), hashed: work.hashed, report };
}

/** The same image, its layers' bytes replaced by as much garbage. */
async function spoil(directory: string, files: Files, spec: ImageSpec): Promise<void> {
  for (const layer of spec.layers) {
    const { blob } = await layerOf(layer);
    const name = blobName(digest(blob));
    fileOf(files, name);
    await writeFile(join(directory, name), Buffer.alloc(blob.length, 'garbage'));
  }
}

describe.each(['gzip', 'zstd'] as const)('an image of %s layers', (compression) => {
  it('is read once', async () => {
    const spec = imageOf(compression, 'b', 'a');
    const files = await ociFiles([spec]);
    const directory = await writeDirectory(files);
    const cache = await newCache();
    const plain = await run(directory, null);
    const first = await run(directory, cache);
    expect(first).toEqual({ ...plain, read: [0, 1, 2] });
    await spoil(directory, files, spec);
    expect(await run(directory, cache)).toEqual({ ...plain, read: [], hashed: [] });
  });

  it('of which the upper layer changed is read there only', async () => {
    const cache = await newCache();
    await run(await writeDirectory(await ociFiles([imageOf(compression, 'b', 'c')])), cache);
    const path = await writeArchive(await ociFiles([imageOf(compression, 'b', 'new')]));
    const second = await run(path, cache);
    expect(second.read).toEqual([2]);
    expect(second.report).toEqual((await run(path, null)).report);
  });

  it('is read anew to verify it, and kept for whoever has the same layers', async () => {
    const spec = imageOf(compression, 'b');
    const files = await ociFiles([spec]);
    const directory = await writeDirectory(files);
    const cache = await newCache();
    await run(directory, cache);
    expect((await run(directory, cache, true)).read).toEqual([0, 1]);
    // What was checked by its diffID is the same layer however compressed.
    expect((await run(await writeArchive(await ociFiles([imageOf('plain', 'b')])), cache)).read).toEqual([]);
    await spoil(directory, files, spec);
    expect((await run(directory, cache, true)).report.failures).toHaveLength(2);
  });
});

describe('an image of plain layers', () => {
  it.each(['archive', 'directory'])('in an %s has its contents hashed once', async (kind) => {
    const write = kind === 'archive' ? writeArchive : writeDirectory;
    const path = await write(await ociFiles([imageOf('plain', 'b')]));
    const cache = await newCache();
    const plain = await run(path, null);
    expect(await run(path, cache)).toEqual(plain);
    expect(plain).toMatchObject({ read: [0, 1], hashed: [0, 1] });
    expect(await run(path, cache)).toEqual({ ...plain, read: [], hashed: [] });
  });

  it('is not kept when seeking is as fast', async () => {
    const cache = await newCache();
    await run(await writeArchive(await ociFiles([imageOf('plain')])), cache);
    expect(await cacheUse(cache.directory)).toMatchObject({ layers: 0 });
  });

  it('is kept when it has many entries', async () => {
    const members = Array.from({ length: 1000 }, (_, i) => ({ name: `${i}`, content: '' }));
    const path = await writeArchive(await ociFiles([{ layers: [{ members }] }]));
    const cache = await newCache();
    expect((await run(path, cache)).read).toEqual([0]);
    expect((await run(path, cache)).read).toEqual([]);
  });

  it.each(['archive', 'directory'])('is read anew when its %s changed', async (kind) => {
    const write = kind === 'archive' ? writeArchive : writeDirectory;
    const files = await ociFiles([imageOf('plain', 'b')]);
    const path = await write(files);
    const cache = await newCache();
    await run(path, cache);
    const { blob } = await layerOf({ members: base });
    const file = kind === 'archive' ? path : join(path, blobName(digest(blob)));
    await writeFile(file, kind === 'archive' ? await asTar(files) : blob);
    expect((await run(path, cache)).read).toContain(0);
  });
});

describe('an image that claims the diffID of another', () => {
  /** Names `base` in its config, and brings other files. */
  async function impostor(compression: Compression, as: 'archive' | 'directory'): Promise<string> {
    const evil = { members: [{ name: 'evil', content: 'evil' }, ...base], compression };
    const top = { members: [{ name: 'evil', content: 'more' }], compression };
    const diffIds = await Promise.all(
      [base, top.members].map(async (members) => digest((await layerOf({ members })).tar)),
    );
    const files = await ociFiles([{ layers: [evil, top], config: { rootfs: { type: 'layers', diff_ids: diffIds } } }]);
    return as === 'archive' ? writeArchive(files) : writeDirectory(files);
  }

  it.each<[Compression, 'archive' | 'directory']>([
    ['plain', 'archive'],
    ['plain', 'directory'],
    ['gzip', 'archive'],
    ['zstd', 'directory'],
  ])('does not get into its report (%s, %s)', async (compression, as) => {
    const cache = await newCache();
    expect((await run(await impostor(compression, as), cache)).report.failures).toEqual([]);
    for (const honest of ['plain', compression] as const) {
      const path = await writeArchive(await ociFiles([imageOf(honest, 'b')]));
      expect((await run(path, cache)).report).toEqual((await run(path, null)).report);
    }
  });
});

test('two layers that claim one diffID stay two', async () => {
  const layers = ['b', 'c'].map((content) => ({ members: [{ name: 'covered', content }] }));
  const diffId = digest(Buffer.from('any'));
  const config = { rootfs: { type: 'layers', diff_ids: [diffId, diffId] } };
  const path = await writeArchive(await dockerFiles([{ layers, config }]));
  const cache = await newCache();
  const plain = await run(path, null);
  expect(plain.report.layers.map(({ changes }) => changes.modified)).toEqual([0, 1]);
  await run(path, cache);
  expect(await run(path, cache)).toEqual({ ...plain, read: [], hashed: [] });
});

describe('what is not kept', () => {
  it('a layer that is broken', async () => {
    const spec = imageOf('gzip', 'b');
    const files = await ociFiles([spec]);
    const { blob } = await layerOf(spec.layers[1]);
    files.set(blobName(digest(blob)), blob.subarray(0, blob.length - 20));
    const directory = await writeDirectory(files);
    const cache = await newCache();
    const first = await run(directory, cache);
    expect(first.report.failures).toHaveLength(1);
    expect(await run(directory, cache)).toEqual({ ...first, read: [1] });
  });

  it('a plain layer that is cut off', async () => {
    const layer = { members: Array.from({ length: 1500 }, (_, i) => ({ name: `${i}`, content: '' })) };
    const files = await ociFiles([{ layers: [layer] }]);
    const { blob } = await layerOf(layer);
    files.set(blobName(digest(blob)), blob.subarray(0, 1200 * 512 + 100));
    const directory = await writeDirectory(files);
    const cache = await newCache();
    const first = await run(directory, cache);
    expect(first.report.failures).toHaveLength(1);
    expect(await run(directory, cache)).toEqual(first);
  });

  it('a foreign layer that is not there', async () => {
    const mediaType = 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip';
    const spec: ImageSpec = { layers: [{ members: base, compression: 'gzip', descriptor: { mediaType } }] };
    const files = await ociFiles([spec]);
    files.delete(blobName(digest((await layerOf(spec.layers[0])).blob)));
    const directory = await writeDirectory(files);
    const cache = await newCache();
    await run(directory, cache);
    const again = await run(directory, cache);
    expect(again.read).toEqual([0]);
    expect(again.report.warnings).toMatchObject([{ layer: 0, code: 'absent' }]);
  });
});

describe('a layer from the cache', () => {
  it('has its warnings, at the place it has in this image', async () => {
    const odd = { members: [{ name: '../out', content: 'x' }], compression: 'gzip' } as const;
    const other = { members: base, compression: 'gzip' } as const;
    const cache = await newCache();
    await run(await writeArchive(await ociFiles([{ layers: [odd] }])), cache);
    const found = await run(await writeArchive(await ociFiles([{ layers: [other, odd] }])), cache);
    expect(found.read).toEqual([0]);
    expect(found.report.warnings).toMatchObject([{ layer: 1, code: 'path-rejected' }]);
  });

  it('counts as read, and is not read once told to stop', async () => {
    const path = await writeArchive(await ociFiles([imageOf('gzip')]));
    const cache = await newCache();
    await run(path, cache);
    const open = cachedImage(await openImageAt(path), cache);
    onTestFinished(() => open.close());
    const told: number[] = [];
    await open.readLayer(0, { onBytes: (bytes) => told.push(bytes) });
    expect(told).toEqual([open.image.layers[0].blobSize]);
    await expect(open.readLayer(0, { signal: AbortSignal.abort() })).rejects.toThrow();
  });

  it('is found by an archive that is compressed as a whole, too', async () => {
    const cache = await newCache();
    const files = await ociFiles([imageOf('gzip', 'b')]);
    const path = await writeArchive(files, 'gzip');
    const plain = await run(path, null);
    await run(path, cache);
    expect(await run(path, cache)).toEqual({ ...plain, read: [] });
    expect((await run(await writeArchive(files), cache)).read).toEqual([]);
  });

  it('is the caller’s own, to change', async () => {
    const path = await writeArchive(await ociFiles([imageOf('gzip')]));
    const cache = await newCache();
    await run(path, cache);
    const open = cachedImage(await openImageAt(path), cache);
    onTestFinished(() => open.close());
    const [one, two] = [await open.readLayer(0, {}), await open.readLayer(0, {})];
    one.index.size.fill(7);
    expect(two.index.size).toEqual((await open.readLayer(0, {})).index.size);
  });
});

it('is closed when all is written', async () => {
  const done: string[] = [];
  const slow: LayerCache = {
    ...(await newCache()),
    async write() {
      await new Promise((resolve) => setTimeout(resolve, 50));
      done.push('written');
    },
  };
  await run(await writeArchive(await ociFiles([imageOf('gzip')])), slow);
  expect(done).toEqual(['written']);
});

it('an analysis does not fail with its cache', async () => {
  const path = await writeArchive(await ociFiles([imageOf('gzip', 'b')]));
  const file = join(await temporaryDirectory(), 'file');
  await writeFile(file, '');
  const cache = openLayerCache({ directory: join(file, 'cache') });
  const plain = await run(path, null);
  expect(await run(path, cache)).toEqual(plain);
  expect(await run(path, cache)).toEqual(plain);
});
