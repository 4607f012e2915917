import { open as openFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { memoryRange } from '../../src/sources/byteRange.ts';
import { type ImageFile, isAbsent } from '../../src/sources/imageFile.ts';
import { rangeFile } from '../../src/sources/rangeFile.ts';
import { readStreamedArchive } from '../../src/sources/streamedArchive.ts';
import { cut } from '../support/bytes.ts';
import {
  asTar,
  type Compression,
  compress,
  layerOf,
  ociFiles,
  writeArchive,
  writeDirectory,
} from '../support/imageBuilder.ts';
import { noise, openLayer } from './contentImages.ts';

const MEGABYTE = 1024 * 1024;
const CHUNK = 64 * 1024;
/** What a decompressor takes before the one who reads from it has had enough, and what is read ahead for it. */
const AHEAD = 3 * MEGABYTE;

const large = noise(16 * MEGABYTE, 3);
const layer = {
  members: [
    { name: 'first', content: 'first' },
    { name: 'large', content: large },
    { name: 'last', content: 'last' },
  ],
};
const { tar } = await layerOf(layer);
/** Where the contents stand in the tar: behind a header each, padded to blocks. */
const FIRST = 512;
const LAST = tar.length - 1024 - 512;

/** Bytes that are counted as they are read, and whether someone still holds them open. */
class Watched {
  read = 0;
  isOpen = false;
  private readonly bytes: Uint8Array;
  private readonly onRead: (read: number) => void;

  constructor(bytes: Uint8Array, onRead: (read: number) => void = () => undefined) {
    this.bytes = bytes;
    this.onRead = onRead;
  }

  async *chunks(): AsyncGenerator<Uint8Array> {
    this.isOpen = true;
    try {
      for await (const chunk of cut(this.bytes, [CHUNK])) {
        this.read += chunk.length;
        this.onRead(this.read);
        yield chunk;
      }
    } finally {
      this.isOpen = false;
    }
  }
}

/** Without compression, so that each byte read is one of the tar. */
const encoded: Readonly<Record<'gzip' | 'zstd', Uint8Array>> = {
  gzip: gzipSync(tar, { level: 0 }),
  zstd: compress(tar, 'zstd'),
};

/** The layer as each way to read a compressed one, over the same watched bytes. */
const ways: readonly (readonly [string, Uint8Array, (watched: Watched) => Promise<ImageFile>])[] = [
  ['gzip layer', encoded.gzip, (watched) => ofRange(encoded.gzip, watched)],
  ['zstd layer', encoded.zstd, (watched) => ofRange(encoded.zstd, watched)],
  ['plain layer in a gzip archive', await archive('gzip', tar), (watched) => ofStream('gzip', tar, watched)],
  [
    'gzip layer in a zstd archive',
    await archive('zstd', encoded.gzip),
    (watched) => ofStream('zstd', encoded.gzip, watched),
  ],
];

describe.each(ways)('of a %s', (_what, bytes, open) => {
  test('no more is read than up to the last byte asked for', async () => {
    const watched = new Watched(bytes);
    const file = await open(watched);
    expect(text(await file.readBytes(FIRST, 5, {}))).toBe('first');
    expect(watched.read).toBeGreaterThan(0);
    expect(watched.read).toBeLessThan(AHEAD);
    await settled();
    expect([watched.isOpen, watched.read < AHEAD]).toEqual([false, true]);
    expect(text(await file.readBytes(LAST, 4, {}))).toBe('last');
    expect(watched.isOpen).toBe(false);
  });

  test('nothing is read for no bytes', async () => {
    const watched = new Watched(bytes);
    expect(await (await open(watched)).readBytes(FIRST, 0, {})).toHaveLength(0);
    expect(watched.read).toBe(0);
  });

  test('reading stops when told to', async () => {
    const controller = new AbortController();
    const reason = new Error('no longer wanted');
    const watched = new Watched(bytes, (read) => {
      if (read > MEGABYTE) controller.abort(reason);
    });
    const file = await open(watched);
    await expect(file.readBytes(LAST, 4, { signal: controller.signal })).rejects.toBe(reason);
    await settled();
    expect([watched.isOpen, watched.read < MEGABYTE + AHEAD]).toEqual([false, true]);
  });
});

test('a plain layer is read at the place, and no longer than wanted', async () => {
  const controller = new AbortController();
  const places: number[] = [];
  const range = memoryRange(tar);
  const file = rangeFile(tar.length, async (use) =>
    use({
      ...range,
      read(target, position) {
        places.push(position);
        if (places.length === 5) controller.abort(new Error('no longer wanted'));
        return range.read(target, position);
      },
    }),
  );
  expect(text(await file.readBytes(LAST, 4, {}))).toBe('last');
  expect(places).toEqual([0, LAST]);
  await expect(file.readBytes(0, tar.length, { signal: controller.signal })).rejects.toThrow('no longer wanted');
  expect(places).toEqual([0, LAST, 0, 0, MEGABYTE]);
});

test.skipIf(process.platform === 'win32')('files are closed, by whatever a reading ends', async () => {
  // Small, so that no garbage collection closes what was forgotten.
  const small = layer.members.map(({ name }) => ({ name, content: name }));
  const files = await ociFiles([{ layers: [{ members: small, compression: 'gzip' }] }]);
  for (const path of [await writeDirectory(files), await writeArchive(files, 'zstd')]) {
    const { read } = await openLayer(path);
    const before = await nextDescriptor();
    const controller = new AbortController();
    const aborted = read('last', undefined, controller.signal);
    controller.abort();
    const [early, late, stopped] = await Promise.allSettled([read('first'), read('last'), aborted]);
    expect([early.status, late.status, stopped.status]).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    expect(await nextDescriptor()).toBe(before);
  }
});

function ofRange(blob: Uint8Array, watched: Watched): Promise<ImageFile> {
  const range = { ...memoryRange(blob), chunks: () => watched.chunks() };
  return Promise.resolve(rangeFile(blob.length, async (use) => use(range)));
}

async function archive(compression: Compression, blob: Uint8Array): Promise<Uint8Array> {
  const bytes = await asTar(new Map([['layer.tar', blob]]));
  return compression === 'gzip' ? gzipSync(bytes, { level: 0 }) : compress(bytes, compression);
}

async function ofStream(compression: Compression, blob: Uint8Array, watched: Watched): Promise<ImageFile> {
  const first = cut(await archive(compression, blob), [MEGABYTE]);
  const found = await (await readStreamedArchive(first, undefined, () => watched.chunks())).find('layer.tar');
  if (isAbsent(found)) throw new Error(found.absent);
  return found;
}

/** Whoever still wanted to read would have had a turn. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** They are given out lowest first: one that leaked would push this one up. */
async function nextDescriptor(): Promise<number> {
  const file = await openFile(process.execPath);
  const { fd } = file;
  await file.close();
  return fd;
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString();
}
