import { readSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import type { RandomAccess } from '../core/tar/randomAccess.ts';

/** A decompressor stands still between two chunks: few large ones keep it busy, and one more is held ahead. */
const CHUNK = 1024 * 1024;

/** Bytes that can be read at any place, or from the first to the last. */
export interface ByteRange extends RandomAccess {
  chunks(signal: AbortSignal | undefined): AsyncIterable<Uint8Array>;
}

/** A part of an open file; not further than the file goes. */
export function fileRange(file: FileHandle, start: number, size: number): ByteRange {
  return {
    size,
    read(target, position) {
      return readFully(file.fd, target.subarray(0, Math.max(0, size - position)), start + position);
    },
    async *chunks(signal) {
      for (let position = 0; position < size; ) {
        signal?.throwIfAborted();
        const length = Math.min(CHUNK, size - position);
        const { bytesRead, buffer } = await file.read(Buffer.allocUnsafeSlow(length), 0, length, start + position);
        if (bytesRead === 0) return;
        position += bytesRead;
        yield buffer.subarray(0, bytesRead);
      }
    },
  };
}

function readFully(fd: number, target: Uint8Array, position: number): number {
  let filled = 0;
  while (filled < target.length) {
    const got = readSync(fd, target, filled, target.length - filled, position + filled);
    if (got === 0) break;
    filled += got;
  }
  return filled;
}

export function memoryRange(bytes: Uint8Array): ByteRange {
  return {
    size: bytes.length,
    read(target, position) {
      const part = bytes.subarray(position, position + target.length);
      target.set(part);
      return part.length;
    },
    chunks: (signal) => oneChunk(bytes, signal),
  };
}

async function* oneChunk(bytes: Uint8Array, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  signal?.throwIfAborted();
  if (bytes.length > 0) yield await Promise.resolve(bytes);
}
