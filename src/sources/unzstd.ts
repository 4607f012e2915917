import type { Transform, TransformOptions } from 'node:stream';
import * as zlib from 'node:zlib';
import { Decompress } from 'fzstd';
import { peek } from './chunks.ts';
import { damaged } from './damaged.ts';
import { INFLATED_AHEAD, INFLATED_CHUNK } from './gunzip.ts';
import { pump } from './pump.ts';
import { zstdFrames } from './zstdFrames.ts';

/** A decompressor of zstd: one or several frames, skippable ones among them. Throws Failure on damaged data. */
export type Unzstd = (chunks: AsyncIterable<Uint8Array>) => AsyncGenerator<Uint8Array>;

/** Node's own where there is one (22.15 and later), four times as fast as the other. */
export function unzstd(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  return (nativeUnzstd() ?? portableUnzstd)(chunks);
}

/** Null where this Node has none. */
export function nativeUnzstd(): Unzstd | null {
  const { createZstdDecompress } = zlib as MaybeWithZstd;
  if (createZstdDecompress === undefined) return null;
  return async function* unzstd(chunks) {
    const { head, all } = await peek(inFrames(chunks), 1);
    // Without a frame it would miss one.
    if (head.length === 0) return;
    const decoder = createZstdDecompress({ chunkSize: INFLATED_CHUNK, readableHighWaterMark: INFLATED_AHEAD });
    yield* pump(decoder, 'zstd', async (write) => {
      for await (const bytes of all) if (!(await write(bytes))) return;
    });
  };
}

/** The same bytes, cut so that no chunk crosses the end of a frame, and without skippable frames. */
async function* inFrames(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const frames = zstdFrames('frames');
  for await (const chunk of chunks) for (const { bytes } of frames.split(chunk)) yield bytes;
  frames.end();
}

/** The types are those of the oldest Node. */
interface MaybeWithZstd {
  readonly createZstdDecompress?: (options: zlib.ZlibOptions & TransformOptions) => Transform;
}

/**
 * The same in JavaScript. It gives all that a piece holds at once, so it is fed block by block, and a new decoder takes
 * each frame. It checks no checksum: what is read is verified by its digest.
 */
export async function* portableUnzstd(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const frames = zstdFrames('blocks');
  let ready: Uint8Array[] = [];
  const newDecoder = () =>
    new Decompress((bytes) => {
      if (bytes.length > 0) ready.push(bytes);
    });
  let decoder = newDecoder();
  for await (const chunk of chunks) {
    for (const { bytes, endsFrame } of frames.split(chunk)) {
      decode(decoder, bytes, endsFrame);
      if (endsFrame) decoder = newDecoder();
      const given = ready;
      ready = [];
      yield* given;
    }
  }
  frames.end();
}

function decode(decoder: Decompress, bytes: Uint8Array, last: boolean): void {
  try {
    decoder.push(bytes, last);
  } catch (error) {
    throw damaged('zstd', error instanceof Error ? error.message : 'it cannot be decompressed');
  }
}
