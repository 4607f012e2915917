import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  asTar,
  type Compression,
  dockerFiles,
  type Files,
  type ImageSpec,
  nestedFiles,
  ociFiles,
  savedFiles,
  storeAsZstd,
  writeArchive,
  writeBytes,
  writeDirectory,
} from '../support/imageBuilder.ts';
import { contents, members, openLayer, type ReadableLayer } from './contentImages.ts';

const spec: ImageSpec = {
  layers: (['plain', 'gzip', 'zstd'] as const).map((compression) => ({ members, compression })),
};
const layouts: readonly (readonly [string, () => Promise<Files>])[] = [
  ['docker save, old layout', () => dockerFiles([spec])],
  ['docker save, old layout, layers of several zstd frames', framedFiles],
  ['docker save, new layout', () => savedFiles([spec])],
  ['OCI layout', () => ociFiles([spec])],
  ['OCI layout with an index in the index', () => nestedFiles([spec])],
];

describe.each(layouts)('%s', (_what, build) => {
  test.each(['plain', 'gzip', 'zstd'] as const)('as %s archive', async (compression) => {
    await checkLayers(await writeArchive(await build(), compression));
  });
});

test('an archive of several zstd frames', async () => {
  await checkLayers(await writeBytes(inFrames(await asTar(await ociFiles([spec])))));
});

test('a directory with an OCI layout', async () => {
  await checkLayers(await writeDirectory(await ociFiles([spec])));
});

test.each<Compression>(['plain', 'gzip'])('a layer behind a link, %s archive', async (compression) => {
  const twice = { layers: [{ members }, { members: [{ name: 'other', content: 'x' }] }, { members }] };
  const { read } = await openLayer(await writeArchive(await dockerFiles([twice]), compression), 2);
  expect(same(await read('large'), contents['large'])).toBe(true);
});

test('what is read can be handed to another thread', async () => {
  for (const compression of ['plain', 'gzip', 'zstd'] as const) {
    const { read } = await openLayer(await writeArchive(await ociFiles([{ layers: [{ members, compression }] }])));
    const bytes = await read('first');
    expect(bytes.buffer.byteLength).toBe(bytes.length);
  }
});

async function checkLayers(path: string): Promise<void> {
  for (const layer of spec.layers.keys()) {
    const opened = await openLayer(path, layer);
    for (const [name, content] of Object.entries(contents)) expect(same(await opened.read(name), content)).toBe(true);
    await checkRanges(opened);
  }
}

const anyRange = fc.record({
  name: fc.constantFrom(...Object.keys(contents)),
  start: fc.oneof(fc.nat(1100), fc.nat(1_400_000)),
  length: fc.oneof(fc.nat(1100), fc.nat(1_400_000)),
});

/** Any ranges, in any order, all at once. */
async function checkRanges({ read }: ReadableLayer): Promise<void> {
  const check = async (ranges: readonly { name: string; start: number; length: number }[]) => {
    const all = await Promise.all(ranges.map(({ name, start, length }) => read(name, { start, length })));
    for (const [i, { name, start, length }] of ranges.entries()) {
      expect(same(all[i], contents[name].subarray(start, start + length)), JSON.stringify(ranges[i])).toBe(true);
    }
  };
  await fc.assert(fc.asyncProperty(fc.array(anyRange, { minLength: 1, maxLength: 6 }), check), { numRuns: 5 });
}

/** The layers as other writers of the old layout compress them. Nothing there tells the size or the digest of a blob. */
async function framedFiles(): Promise<Files> {
  const files = await dockerFiles([{ layers: spec.layers.map(() => ({ members })) }]);
  for (const [name, file] of files) {
    if (name.endsWith('layer.tar') && file instanceof Uint8Array) files.set(name, inFrames(file));
  }
  return files;
}

function inFrames(bytes: Uint8Array): Uint8Array {
  const frames: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += 100_000) frames.push(storeAsZstd(bytes.subarray(at, at + 100_000)));
  return Buffer.concat(frames);
}

function same(bytes: Uint8Array, expected: Uint8Array): boolean {
  return Buffer.compare(bytes, expected) === 0;
}
