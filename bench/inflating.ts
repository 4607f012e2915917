import { createReadStream, statSync } from 'node:fs';
import type { Transform, TransformOptions } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as zlib from 'node:zlib';
import { portableUnzstd } from '../src/sources/unzstd.ts';

/** Where a layer's bytes lie. */
export interface FilePart {
  readonly file: string;
  readonly start: number;
  readonly size: number;
}

export function wholeFile(file: string): FilePart {
  return { file, start: 0, size: statSync(file).size };
}

const CHUNK = 1 << 18;

/** Inflates all layers and looks at nothing, `width` of them at a time: the least that any reader has to do. */
export async function inflateAll(
  layers: readonly FilePart[],
  compression: 'gzip' | 'zstd',
  width: number,
): Promise<void> {
  const waiting = layers.values();
  const worker = async (): Promise<void> => {
    for (const layer of waiting) await inflate(layer, compression);
  };
  await Promise.all(Array.from({ length: width }, worker));
}

async function inflate({ file, start, size }: FilePart, compression: 'gzip' | 'zstd'): Promise<void> {
  const source = createReadStream(file, { start, end: start + size - 1, highWaterMark: CHUNK });
  const native = compression === 'gzip' ? zlib.createGunzip({ chunkSize: CHUNK }) : nativeUnzstd();
  if (native === null) await count(portableUnzstd(source as AsyncIterable<Uint8Array>));
  else await pipeline(source, native, count);
}

async function count(chunks: AsyncIterable<Uint8Array>): Promise<number> {
  let bytes = 0;
  for await (const chunk of chunks) bytes += chunk.length;
  return bytes;
}

/** Node's own from 22.15 on; before that the same package in JavaScript that Layerwise falls back to. */
export function hasNativeZstd(): boolean {
  return (zlib as MaybeWithZstd).createZstdDecompress !== undefined;
}

function nativeUnzstd(): Transform | null {
  return (zlib as MaybeWithZstd).createZstdDecompress?.({ chunkSize: CHUNK }) ?? null;
}

interface MaybeWithZstd {
  readonly createZstdDecompress?: (options: zlib.ZlibOptions & TransformOptions) => Transform;
}
