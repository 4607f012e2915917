import { getEventListeners } from 'node:events';
import { open as openFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { DiffId } from '../../src/core/image/types.ts';
import { HASH_BYTES } from '../../src/core/merge/layerIndex.ts';
import type { OpenImage } from '../../src/core/openImage.ts';
import { fileRange, memoryRange } from '../../src/sources/byteRange.ts';
import { chunkQueue } from '../../src/sources/chunkQueue.ts';
import { digestOf } from '../../src/sources/hash.ts';
import { openImageAt } from '../../src/sources/openImageAt.ts';
import { readStreamedArchive } from '../../src/sources/streamedArchive.ts';
import { cut } from '../support/bytes.ts';
import { drain } from '../support/drain.ts';
import {
  asTar,
  type Compression,
  type ImageSpec,
  layerOf,
  ociFiles,
  temporaryDirectory,
  writeArchive,
} from '../support/imageBuilder.ts';

const large = Buffer.alloc(3_000_000, 'large');
const spec = (compression: Compression): ImageSpec => ({
  layers: [
    {
      compression,
      members: [
        { name: 'large', content: large },
        { name: 'small', content: 'small' },
      ],
    },
  ],
});

async function open(path: string): Promise<OpenImage> {
  const image = await openImageAt(path);
  onTestFinished(() => image.close());
  return image;
}

describe.each(['plain', 'gzip', 'zstd'] as const)('a %s layer', (compression) => {
  test('tells how far it is', async () => {
    const image = await open(await writeArchive(await ociFiles([spec(compression)])));
    for (const verify of [false, true]) {
      const told: number[] = [];
      await image.readLayer(0, { verify, onBytes: (bytes) => told.push(bytes) });
      expect(told.at(-1)).toBe(image.image.layers[0].blobSize);
      expect(told).toEqual(told.toSorted((a, b) => a - b));
    }
  });

  test('stops when told to', async () => {
    const image = await open(await writeArchive(await ociFiles([spec(compression)])));
    const controller = new AbortController();
    const reading = image.readLayer(0, { verify: true, signal: controller.signal, onBytes: () => controller.abort() });
    await expect(reading).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
    expect((await image.readLayer(0, {})).failure).toBeNull();
  });

  test('does not start when told to stop before', async () => {
    const image = await open(await writeArchive(await ociFiles([spec(compression)])));
    const signal = AbortSignal.abort();
    await expect(image.readLayer(0, { signal, verify: true })).rejects.toThrow();
  });

  test('hashes large and small contents alike', async () => {
    const image = await open(await writeArchive(await ociFiles([spec(compression)])));
    const { index } = await image.readLayer(0, {});
    await image.hashContents(0, index, Uint32Array.of(0, 1), {});
    for (const [entry, content] of [large, Buffer.from('small')].entries()) {
      const hash = Buffer.from(index.hash.subarray(entry * HASH_BYTES, (entry + 1) * HASH_BYTES)).toString('hex');
      expect(digestOf(content, 'sha256').slice(7, 7 + 2 * HASH_BYTES)).toBe(hash);
    }
  });
});

test('only the wanted contents of a plain layer are hashed', async () => {
  const image = await open(await writeArchive(await ociFiles([spec('plain')])));
  const { index } = await image.readLayer(0, {});
  expect(index.hash.every((byte) => byte === 0)).toBe(true);
  await image.hashContents(0, index, Uint32Array.of(1), {});
  expect(index.hash.subarray(0, HASH_BYTES).every((byte) => byte === 0)).toBe(true);
  expect(index.hash.subarray(HASH_BYTES).some((byte) => byte !== 0)).toBe(true);
});

test('hashing stops when told to', async () => {
  const members = Array.from({ length: 10 }, (_, i) => ({ name: `${i}`, content: large }));
  const image = await open(await writeArchive(await ociFiles([{ layers: [{ members }] }])));
  const { index } = await image.readLayer(0, {});
  const signal = AbortSignal.abort();
  await expect(image.hashContents(0, index, Uint32Array.from(members.keys()), { signal })).rejects.toThrow();
});

describe('a compressed archive', () => {
  test('tells how far it is', async () => {
    const path = await writeArchive(await ociFiles([spec('gzip')]), 'zstd');
    const told: (readonly [number, number])[] = [];
    await (await openImageAt(path, { onProgress: (...progress) => told.push(progress) })).close();
    const [bytes, total] = told.at(-1) ?? [0, 0];
    expect(bytes).toBe(total);
    expect(total).toBeGreaterThan(0);
  });

  test.each(['plain', 'gzip', 'zstd'] as const)('of %s layers stops when told to', async (compression) => {
    const path = await writeArchive(await ociFiles([spec(compression)]), 'gzip');
    const controller = new AbortController();
    const opening = openImageAt(path, { signal: controller.signal, onProgress: () => controller.abort() });
    await expect(opening).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  });

  test.each([1, 7, 511, 513, 100_000])('gives the same in chunks of %i', async (size) => {
    const files = await ociFiles([{ layers: [{ members: [{ name: 'a', content: 'b' }], compression: 'gzip' }] }]);
    const medium = await readStreamedArchive(cut(await asTar(files), [size]), undefined);
    expect(medium.broken).toBeNull();
    const file = await medium.find('index.json');
    if ('absent' in file) throw new Error(file.absent);
    expect(Buffer.from(await file.document('index.json'))).toEqual(Buffer.from(files.get('index.json') as Uint8Array));
  });

  test('is not read ahead of what is worked through', async () => {
    // A stream that is there at once, and in it a layer that waits for another thread to inflate it.
    const { tar } = await layerOf({ members: [{ name: 'zeros', content: Buffer.alloc(64 << 20) }] });
    const layer = gzipSync(tar, { level: 0 });
    const archive = await asTar(new Map([['layer.tar', layer]]));
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    const watched = async function* () {
      for await (const chunk of cut(archive, [256 * 1024])) {
        most = Math.max(most, process.memoryUsage().arrayBuffers - before);
        yield chunk;
      }
    };
    expect((await readStreamedArchive(watched(), undefined)).broken).toBeNull();
    expect(most).toBeLessThan(32 << 20);
  });

  test('goes on behind a member that is broken in its middle', async () => {
    const { tar } = await layerOf(spec('plain').layers[0]);
    const broken = Buffer.from(tar.subarray(0, 50_000));
    broken.fill('x', 0, 512);
    const archive = await asTar(
      new Map([
        ['broken', broken],
        ['config', Buffer.from('{"ok":true}')],
        ['whole', tar],
      ]),
    );
    const medium = await readStreamedArchive(cut(archive, [1000]), undefined);
    expect(medium.broken).toBeNull();
    const expected = (name: string) => ({
      index: 3,
      diffId: digestOf(tar, 'sha256') as string as DiffId,
      digest: null,
      size: null,
      name,
    });
    const failures: (string | undefined)[] = [];
    for (const name of ['broken', 'whole']) {
      const file = await medium.find(name);
      if ('absent' in file) throw new Error(file.absent);
      failures.push((await file.readLayer(expected(name), {})).failure?.message);
    }
    expect(failures).toEqual([expect.stringMatching(/^Layer 3 /), undefined]);
  });
});

describe('ranges', () => {
  const bytes = Buffer.from('0123456789');

  test('read no further than they go', async () => {
    const path = join(await temporaryDirectory(), 'file');
    await writeFile(path, `ab${bytes.toString()}cd`);
    const file = await openFile(path);
    onTestFinished(() => file.close());
    for (const range of [fileRange(file, 2, 10), memoryRange(bytes)]) {
      const target = Buffer.alloc(6, '.');
      expect([range.read(target, 7), target.toString()]).toEqual([3, '789...']);
      expect(range.read(target, 10)).toBe(0);
      expect(range.read(target, 99)).toBe(0);
      expect(Buffer.from(await drain(range.chunks(undefined))).toString()).toBe('0123456789');
      await expect(drain(range.chunks(AbortSignal.abort()))).rejects.toThrow();
    }
    // A file that has become shorter.
    expect(Buffer.from(await drain(fileRange(file, 10, 99).chunks(undefined))).toString()).toBe('89cd');
  });
});

describe('a queue of chunks', () => {
  test('gives what was pushed, before and after it was asked', async () => {
    const queue = chunkQueue();
    queue.push(Buffer.from('a'));
    const all = drain(queue.chunks);
    queue.push(Buffer.from('b'));
    await queue.idle();
    queue.push(Buffer.from('c'));
    queue.end();
    expect(Buffer.from(await all).toString()).toBe('abc');
    await queue.ended();
    await queue.idle();
  });

  test('gives the error behind what was pushed', async () => {
    const queue = chunkQueue();
    queue.push(Buffer.from('a'));
    queue.end(new Error('cut'));
    const taken: Uint8Array[] = [];
    const taking = (async () => {
      for await (const chunk of queue.chunks) taken.push(chunk);
    })();
    await expect(taking).rejects.toThrow('cut');
    expect(taken).toHaveLength(1);
  });

  test('is idle when nobody takes any more', async () => {
    const queue = chunkQueue();
    queue.push(Buffer.from('a'));
    for await (const chunk of queue.chunks) {
      expect(chunk).toHaveLength(1);
      break;
    }
    queue.push(Buffer.from('b'));
    await queue.idle();
  });

  test('is not idle before the last chunk is worked through', async () => {
    const queue = chunkQueue();
    let done = false;
    const taking = (async () => {
      for await (const chunk of queue.chunks) {
        expect(chunk).toHaveLength(1);
        await new Promise((resolve) => setTimeout(resolve, 5));
        done = true;
      }
    })();
    queue.push(Buffer.from('a'));
    await queue.idle();
    expect(done).toBe(true);
    queue.end();
    await taking;
  });
});
