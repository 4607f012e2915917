import type { RandomAccess } from '../../src/core/tar/randomAccess.ts';

/** A buffer as a file. */
export function inMemory(bytes: Uint8Array): RandomAccess {
  return {
    size: bytes.length,
    read(target, position) {
      const part = bytes.subarray(position, position + target.length);
      target.set(part);
      return part.length;
    },
  };
}

/** The same bytes as a stream, cut after each of `sizes` in turn. */
export async function* cut(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (let i = 0; at < bytes.length; i++) {
    const size = Math.max(1, sizes[i % sizes.length]);
    // A copy each time: a reader must not keep views of earlier chunks.
    yield await Promise.resolve(bytes.slice(at, at + size));
    at += size;
  }
}

/** One character a byte. */
export function binary(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}
