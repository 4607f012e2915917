import { stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Failure } from '../../src/core/error.ts';
import type { LayerIndex } from '../../src/core/merge/layerIndex.ts';
import { machinePlatform } from '../../src/sources/machinePlatform.ts';
import { openMedium } from '../../src/sources/openMedium.ts';
import { readStreamedArchive } from '../../src/sources/streamedArchive.ts';
import { cut } from '../support/bytes.ts';
import {
  asTar,
  blobName,
  type Compression,
  compress,
  digest,
  type Files,
  fileOf,
  type ImageSpec,
  type LayerSpec,
  layerOf,
  ociFiles,
  writeArchive,
  writeDirectory,
} from '../support/imageBuilder.ts';
import { contents, entryOf, members, noise, openLayer, openTested, readable, WHOLE } from './contentImages.ts';

const compressions = ['plain', 'gzip', 'zstd'] as const;
const layerIn = (compression: Compression): LayerSpec => ({ members, compression });
const blobOf = async (layer: LayerSpec) => blobName(digest((await layerOf(layer)).blob));

/** The same files in each way that a layer can come in. */
async function everywhere(files: Files): Promise<(readonly [string, string])[]> {
  return [
    ['archive', await writeArchive(files)],
    ['compressed archive', await writeArchive(files, 'zstd')],
    ['directory', await writeDirectory(files)],
  ];
}

async function failureOf(reading: Promise<unknown>): Promise<Failure> {
  const error: unknown = await reading.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Failure)) throw new Error('no Failure', { cause: error });
  expect(error.kind).toBe('image');
  expect(error.advice).not.toBe('');
  return error;
}

describe.each(compressions)('of a %s layer', (compression) => {
  const layer = layerIn(compression);
  const build = () => ociFiles([{ layers: [layer] }]);

  test('cut off, what stands before the cut can be read, and the rest fails', async () => {
    const whole = await openLayer(await writeArchive(await build()));
    const files = await build();
    const name = await blobOf(layer);
    files.set(name, fileOf(files, name).subarray(0, 600_000));
    for (const [what, path] of await everywhere(files)) {
      const { read } = readable(await openTested(path), 0, whole.index);
      expect(Buffer.from(await read('first')).toString(), what).toBe('the first');
      const start = await read('large', { start: 0, length: 500_000 });
      expect(Buffer.compare(start, contents['large'].subarray(0, 500_000)), what).toBe(0);
      for (const [file, range] of [
        ['last', WHOLE],
        ['large', WHOLE],
        ['large', { start: 1_000_000, length: 1 }],
      ] as const) {
        const { message } = await failureOf(read(file, range));
        expect(message, what).toMatch(new RegExp(`^Cannot read ${file} of layer 0 \\(sha256:[0-9a-f]{12}\\): .* ends`));
      }
    }
  });

  test('a size that is not there is not allocated', async () => {
    for (const [what, path] of await everywhere(await build())) {
      const { image, index } = await openLayer(path);
      const claimed = withSize(index, entryOf(index, 'last'), 1e13);
      const { message } = await failureOf(readable(image, 0, claimed).read('last', { start: 0, length: 1e13 }));
      expect(message, what).toMatch(/^Cannot read last of layer 0 .*: the layer ends before the end of the file/);
    }
  });

  test('that is not there', async () => {
    const whole = await openLayer(await writeArchive(await build()));
    const files = await build();
    files.delete(await blobOf(layer));
    for (const [what, path] of await everywhere(files)) {
      const { message } = await failureOf(readable(await openTested(path), 0, whole.index).read('first'));
      expect(message, what).toMatch(
        /^Cannot read first of layer 0 .*: the image does not carry the layer .*no such file/,
      );
    }
  });

  test('of other content by now, it fails by the hash', async () => {
    const other = {
      ...layer,
      members: members.map((member) => ({ ...member, content: noise(member.content.length, 9) })),
    };
    const directory = await writeDirectory(await build());
    const { image, index, read } = await openLayer(directory);
    await image.hashContents(0, index, Uint32Array.of(entryOf(index, 'large')), {});
    await writeFile(join(directory, await blobOf(layer)), (await layerOf(other)).blob);
    const { message } = await failureOf(read('large'));
    expect(message).toMatch(/^Cannot read large of layer 0 .*: the file changed since the image was analysed$/);
  });
});

describe.each(compressions)('an archive of plain layers, itself %s', (compression) => {
  const bytesOf = async (content: Uint8Array) => {
    const spec: ImageSpec = { layers: [{ members: [{ name: 'file', content }] }] };
    // Zeros behind it, so that both are of one size, however they compress.
    const bytes = compress(await asTar(await ociFiles([spec])), compression);
    return compression === 'gzip' ? Buffer.concat([bytes, Buffer.alloc(2_000_000 - bytes.length)]) : bytes;
  };

  test.each([true, false])('replaced since it was opened, to be seen by its times: %s', async (timesTell) => {
    const path = await writeArchive(new Map());
    await writeFile(path, await bytesOf(noise(1_000_000, 1)));
    const { atime, mtime } = await stat(path);
    await utimes(path, atime, mtime);
    const { image, index, read } = await openLayer(path);
    await image.hashContents(0, index, Uint32Array.of(0), {});
    expect(await read('file')).toHaveLength(1_000_000);
    await writeFile(path, await bytesOf(noise(1_000_000, 2)));
    await utimes(path, atime, timesTell ? new Date(mtime.getTime() + 5000) : mtime);
    const range = timesTell ? { start: 5, length: 5 } : WHOLE;
    const { message } = await failureOf(read('file', range));
    expect(message).toMatch(/^Cannot read file of layer 0 .*: the file changed since the image was analysed$/);
  });
});

test('an archive that came as a stream and cannot be streamed again', async () => {
  const bytes = await asTar(await ociFiles([{ layers: [layerIn('gzip')] }]));
  const wish = { machine: machinePlatform(process.arch), reference: 'stream' };
  const image = await openMedium(await readStreamedArchive(cut(bytes, [100_000]), undefined), wish);
  const { read } = readable(image, 0, (await image.readLayer(0, {})).index);
  const { message, advice } = await failureOf(read('first'));
  expect(message).toMatch(
    /^Cannot read first of layer 0 .*: the image came as a stream, which cannot be read a second/,
  );
  expect(advice).toContain('docker save --output');
  // For which nothing has to be read.
  expect(await read('dir/empty')).toHaveLength(0);
});

test('a plain layer that became shorter since it was opened', async () => {
  const files = await ociFiles([{ layers: [layerIn('plain')] }]);
  const directory = await writeDirectory(files);
  const { read } = await openLayer(directory);
  await truncate(join(directory, await blobOf(layerIn('plain'))), 600_000);
  expect(await read('large', { start: 0, length: 500_000 })).toHaveLength(500_000);
  expect((await failureOf(read('large'))).message).toMatch(/the layer ends before the end of the file$/);
});

test('a sparse file is refused, for its bytes in the layer are not its content', async () => {
  const pax = {
    'GNU.sparse.major': '1',
    'GNU.sparse.minor': '0',
    'GNU.sparse.name': 'holes',
    'GNU.sparse.realsize': '99',
  };
  const sparse = { name: 'GNUSparseFile.0/holes', pax, content: Buffer.alloc(512, '0\n') };
  const { read } = await openLayer(await writeArchive(await ociFiles([{ layers: [{ members: [sparse] }] }])));
  expect((await failureOf(read('holes'))).message).toMatch(
    /^Cannot read holes of layer 0 .*: it is stored as a sparse/,
  );
});

test('a foreign layer says where it is', async () => {
  const urls = ['https://example.invalid/base'];
  const mediaType = 'application/vnd.docker.image.rootfs.foreign.diff.tar';
  const layer = { members, descriptor: { mediaType, urls } };
  const files = await ociFiles([{ layers: [layer] }]);
  const { index } = await openLayer(await writeArchive(files));
  files.delete(await blobOf(layer));
  const { read } = readable(await openTested(await writeArchive(files)), 0, index);
  expect((await failureOf(read('first'))).advice).toContain(urls[0]);
});

test('what cannot be meant is an error of the caller', async () => {
  const path = await writeArchive(
    await ociFiles([{ layers: [{ members: [{ name: 'd', type: 'directory' }, ...members] }] }]),
  );
  const { image, index, read } = await openLayer(path);
  await expect(read('d')).rejects.toThrow(TypeError);
  for (const entry of [-1, 0.5, index.entryCount, NaN]) {
    await expect(image.readContent(0, index, entry, WHOLE, {})).rejects.toThrow(RangeError);
  }
  await expect(image.readContent(1, index, 1, WHOLE, {})).rejects.toThrow(RangeError);
  for (const [start, length] of [
    [-1, 1],
    [0, -1],
    [0.5, 1],
    [0, 1.5],
    [NaN, 1],
    [0, NaN],
    [Infinity, 1],
  ] as const) {
    await expect(read('first', { start, length })).rejects.toThrow(RangeError);
  }
});

test('nothing is read when told to stop before', async () => {
  const { read } = await openLayer(await writeArchive(await ociFiles([{ layers: [layerIn('plain')] }])));
  const reason = new Error('no longer wanted');
  await expect(read('first', WHOLE, AbortSignal.abort(reason))).rejects.toBe(reason);
});

/** A layer can claim any size. */
function withSize(index: LayerIndex, entry: number, size: number): LayerIndex {
  return { ...index, size: index.size.with(entry, size) };
}
