import { setImmediate } from 'node:timers/promises';
import { isHashed } from '../core/merge/compare.ts';
import type { ContentHasher } from '../core/merge/contentHash.ts';
import { HASH_BYTES } from '../core/merge/layerIndex.ts';
import type { ContentColumns, ReadOptions } from '../core/openImage.ts';
import type { RandomAccess } from '../core/tar/randomAccess.ts';
import { contentHasher } from './hash.ts';

const PIECE = 1024 * 1024;
/** Other work gets a turn after so many bytes. */
const SLICE = 16 * 1024 * 1024;

/** Hashes the contents of these entries of a plain tar, each read at its offset, into `index.hash`. */
export async function hashFileContents(
  tar: RandomAccess,
  index: ContentColumns,
  entries: Uint32Array,
  { signal, onBytes }: Pick<ReadOptions, 'signal' | 'onBytes'>,
): Promise<void> {
  const hasher = contentHasher();
  const buffer = new Uint8Array(PIECE);
  let untilTurn = SLICE;
  let done = 0;
  for (const entry of entries) {
    if (isHashed(index, entry)) continue;
    const target = index.hash.subarray(entry * HASH_BYTES, (entry + 1) * HASH_BYTES);
    for (const length of hashContent(hasher, contentOf(tar, index, entry), buffer, target)) {
      untilTurn -= length;
      done += length;
      if (untilTurn > 0) continue;
      untilTurn = SLICE;
      onBytes?.(done);
      await setImmediate();
      signal?.throwIfAborted();
    }
  }
}

function contentOf(tar: RandomAccess, index: ContentColumns, entry: number): RandomAccess {
  const start = index.offset[entry] ?? 0;
  const size = index.size[entry] ?? 0;
  return { size, read: (target, position) => tar.read(target, start + position) };
}

/** Says after each piece how long it was. Content that ends too early gets no hash. */
function* hashContent(
  hasher: ContentHasher,
  content: RandomAccess,
  buffer: Uint8Array,
  target: Uint8Array,
): Generator<number> {
  const pieces = content.size > buffer.length ? hasher.pieces() : null;
  for (let position = 0; position < content.size; position += buffer.length) {
    const piece = buffer.subarray(0, Math.min(buffer.length, content.size - position));
    if (content.read(piece, position) < piece.length) return;
    if (pieces === null) hasher.whole(piece, target, 0);
    else pieces.update(piece);
    yield piece.length;
  }
  pieces?.finish(target, 0);
}
