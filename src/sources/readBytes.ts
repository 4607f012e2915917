import { setImmediate } from 'node:timers/promises';
import type { RandomAccess } from '../core/tar/randomAccess.ts';
import { collect, partOf, tapped } from './chunks.ts';
import { decompress } from './decompress.ts';

/** Other work gets a turn after so many bytes. */
const PIECE = 1024 * 1024;

/** Bytes of a plain tar, each read at its place. Fewer only where it ends: what it has not is not allocated either. */
export async function readPlain(
  tar: RandomAccess,
  offset: number,
  length: number,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(Math.max(0, Math.min(length, tar.size - offset)));
  let filled = 0;
  while (filled < bytes.length) {
    signal?.throwIfAborted();
    const piece = bytes.subarray(filled, filled + PIECE);
    const got = tar.read(piece, offset + filled);
    filled += got;
    if (got < piece.length) break;
    await setImmediate();
  }
  signal?.throwIfAborted();
  return bytes.subarray(0, filled);
}

/**
 * The same of a tar that comes as a stream, compressed or not: it is inflated from its start, and given up with all that
 * feeds it once the last byte is there.
 *
 * @throws Failure when the data is damaged before that.
 */
export function readStreamed(
  blob: AsyncIterable<Uint8Array>,
  offset: number,
  length: number,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  // A chunk of zeros inflates to a thousand: there is time to be told to stop before the next is read.
  const tar = tapped(decompress(blob), () => signal?.throwIfAborted());
  return collect(partOf(tar, offset, length));
}
