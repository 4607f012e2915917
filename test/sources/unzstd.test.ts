import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { nativeUnzstd, portableUnzstd, type Unzstd } from '../../src/sources/unzstd.ts';
import { cut } from '../support/bytes.ts';
import { drain } from '../support/drain.ts';

const fixture = (name: string) => readFileSync(new URL(`../fixtures/zstd/${name}.zst`, import.meta.url));

const numbers = Buffer.from(Array.from({ length: 30_000 }, (_, i) => `${i + 1}\n`).join(''));
const noise = randomBytes(1000);
const short = numbers.subarray(0, 500);
const nothing = Buffer.alloc(0);

/** A frame of one block of each kind that is not compressed, one of them empty: `aaaaa`, ``, `raw`. */
const byHand = frame([block('rle', 5, 'a'), block('raw', 0, ''), block('raw', 3, 'raw')]);
const lastBlockEmpty = frame([block('raw', 3, 'raw'), block('raw', 0, '')]);

const whole: readonly (readonly [what: string, data: readonly Uint8Array[], content: readonly Uint8Array[]])[] = [
  ['one frame with several blocks, a checksum, no size', [fixture('numbers-streamed')], [numbers]],
  ['a frame without checksum', [fixture('numbers-no-checksum')], [numbers]],
  ['a raw block', [fixture('noise')], [noise]],
  ['blocks of one repeated byte', [fixture('zeros')], [Buffer.alloc(300_000)]],
  ['an empty frame', [fixture('empty')], [nothing]],
  ['nothing at all', [], []],
  ['raw, empty and repeated blocks', [byHand], [Buffer.from('aaaaaraw')]],
  ['a last block that is empty', [lastBlockEmpty], [Buffer.from('raw')]],
  ['two frames', [fixture('short'), fixture('numbers-streamed')], [short, numbers]],
  ['two frames, the first without checksum', [fixture('numbers-no-checksum'), fixture('noise')], [numbers, noise]],
  [
    'empty frames between others',
    [fixture('empty'), fixture('short'), fixture('empty'), byHand],
    [short, Buffer.from('aaaaaraw')],
  ],
  ['many frames', new Array(50).fill(fixture('short')), new Array(50).fill(short)],
  ['a skippable frame before', [skippable(20), fixture('short')], [short]],
  ['a skippable frame between', [fixture('short'), skippable(300), fixture('noise')], [short, noise]],
  ['a skippable frame behind', [fixture('short'), skippable(20)], [short]],
  [
    'skippable frames of each magic number, one empty',
    [skippable(0, 0), skippable(7, 15), byHand],
    [Buffer.from('aaaaaraw')],
  ],
  ['nothing but skippable frames', [skippable(9), skippable(0)], []],
];

const broken: readonly (readonly [what: string, data: readonly Uint8Array[], why: RegExp])[] = [
  ['junk behind a frame', [fixture('short'), Buffer.from('junk')], /something else/],
  ['one byte of junk', [fixture('short'), Buffer.from('x')], /something else/],
  ['zeros behind a frame', [fixture('short'), Buffer.alloc(512)], /something else/],
  ['junk behind a skippable frame', [skippable(3), Buffer.from('junk')], /something else/],
  ['a reserved block type', [frame([block('reserved', 1, 'x')])], /reserved type/],
  ['a block beyond the largest', [frame([block('raw', 200_000, 'x'.repeat(200_000))])], /131072/],
  [
    'a window beyond the limit',
    [Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x90, 0x01, 0x00, 0x00])],
    /window of 268435456/,
  ],
  [
    'a single segment beyond the limit',
    [Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xa0, 0, 0, 0, 0x80, 0x01, 0, 0])],
    /window of 2147483648/,
  ],
  ['a dictionary', [Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x21, 0x07, 0x01, 0x01, 0x00, 0x00])], /dictionary/],
  ['a reserved bit', [Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x28, 0x00, 0x01, 0x00, 0x00])], /reserved bit/],
  ['a compressed block of nonsense', [frame([block('compressed', 5, '\xff\xff\xff\xff\xff')])], /damaged/],
];

const native = nativeUnzstd();
const decoders: readonly (readonly [name: string, unzstd: Unzstd | null])[] = [
  ['native', native],
  ['portable', portableUnzstd],
];

describe.each(decoders)('zstd, %s', (name, unzstd) => {
  if (unzstd === null) {
    test.skip(`not tested: this Node has no zstd of its own (${process.version})`, () => undefined);
    return;
  }
  describe.each(whole)('%s', (_what, data, content) => {
    const bytes = Buffer.concat(data);
    const expected = Buffer.concat(content);
    test.each([1, 2, 3, 7, 1000, 65_536, 1 << 20])('in chunks of %i', async (size) => {
      if (bytes.length / size > 2000) return;
      expect(Buffer.compare(await drain(unzstd(cut(bytes, [size]))), expected)).toBe(0);
    });
  });

  test.each(broken)('%s is an error', async (_what, data, why) => {
    for (const size of [1, 5, 1 << 20]) {
      await expect(drain(unzstd(cut(Buffer.concat(data), [size])))).rejects.toThrow(why);
    }
  });

  test.each([
    ['short', [fixture('short')], []],
    ['two frames', [fixture('empty'), byHand], [13]],
    ['with a skippable frame', [skippable(5), byHand, skippable(3)], [13, 13 + byHand.length]],
  ])('%s, cut off anywhere, is an error', async (_what, data, ends) => {
    const bytes = Buffer.concat(data);
    for (let length = 1; length < bytes.length; length++) {
      const result = drain(unzstd(cut(bytes.subarray(0, length), [100])));
      if (ends.includes(length)) await result;
      else await expect(result, `after ${length} bytes`).rejects.toThrow('the zstd data is damaged: it ends too early');
    }
  });

  test('a caller who has read enough ends it', async () => {
    let closed = false;
    async function* source() {
      try {
        for (;;) yield await Promise.resolve(fixture('numbers-streamed'));
      } finally {
        closed = true;
      }
    }
    for await (const chunk of unzstd(source())) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }
    expect(closed).toBe(true);
  });

  test('an error of the source is passed on', async () => {
    async function* source() {
      yield await Promise.resolve(fixture('numbers-streamed').subarray(0, 100));
      throw new Error('the disk is gone');
    }
    await expect(drain(unzstd(source()))).rejects.toThrow('the disk is gone');
  });

  if (name === 'native') {
    test('a wrong checksum is an error', async () => {
      const bytes = Buffer.from(fixture('short'));
      bytes[bytes.length - 1] ^= 1;
      await expect(drain(unzstd(cut(bytes, [1000])))).rejects.toThrow('damaged');
    });
  }
});

function frame(blocks: readonly Buffer[]): Buffer {
  const last = Buffer.from(blocks[blocks.length - 1]);
  last[0] |= 1;
  return Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x38]), ...blocks.slice(0, -1), last]);
}

function block(type: 'raw' | 'rle' | 'compressed' | 'reserved', size: number, content: string): Buffer {
  const header = Buffer.alloc(3);
  header.writeUIntLE((size << 3) | (['raw', 'rle', 'compressed', 'reserved'].indexOf(type) << 1), 0, 3);
  return Buffer.concat([header, Buffer.from(content, 'latin1')]);
}

function skippable(size: number, kind = 3): Buffer {
  const header = Buffer.from([0x50 | kind, 0x2a, 0x4d, 0x18, 0, 0, 0, 0]);
  header.writeUInt32LE(size, 4);
  // What looks like a frame inside is none.
  return Buffer.concat([header, Buffer.alloc(size, fixture('empty'))]);
}

function randomBytes(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let state = 1;
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[i] = state >>> 24;
  }
  return bytes;
}
