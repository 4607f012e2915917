import { setImmediate } from 'node:timers/promises';
import { isHashed } from '../core/merge/compare.ts';
import type { ContentHasher } from '../core/merge/contentHash.ts';
import { HASH_BYTES } from '../core/merge/layerIndex.ts';
import type { ContentColumns, ReadOptions } from '../core/openImage.ts';
import type { RandomAccess } from '../core/tar/randomAccess.ts';
import { contentHasher } from './hash.ts';

const PIECE = 1024 * 1024;
/** Contents that lie closer than this are read together, with what is between them. */
const GAP = 16 * 1024;
/** Other work gets a turn after so many bytes. */
const SLICE = 16 * 1024 * 1024;

/** Hashes the contents of these entries of a plain tar, each read at its offset, into `index.hash`. */
export async function hashFileContents(
  tar: RandomAccess,
  index: ContentColumns,
  entries: Uint32Array,
  { signal, onBytes }: Pick<ReadOptions, 'signal' | 'onBytes'>,
): Promise<void> {
  const hashing: Hashing = { tar, index, hasher: contentHasher(), buffer: new Uint8Array(PIECE) };
  let untilTurn = SLICE;
  let done = 0;
  const wanted = entries.filter((entry) => !isHashed(index, entry));
  for (let from = 0; from < wanted.length; ) {
    const to = endOfRun(index, wanted, from);
    for (const length of hashRun(hashing, wanted.subarray(from, to))) {
      untilTurn -= length;
      done += length;
      if (untilTurn > 0) continue;
      untilTurn = SLICE;
      onBytes?.(done);
      await setImmediate();
      signal?.throwIfAborted();
    }
    from = to;
  }
}

interface Hashing {
  readonly tar: RandomAccess;
  readonly index: ContentColumns;
  readonly hasher: ContentHasher;
  readonly buffer: Uint8Array;
}

/** Where the row of entries ends that begins at `from`, lies close together and fits into one piece; at least one entry. */
function endOfRun({ offset, size }: ContentColumns, entries: Uint32Array, from: number): number {
  const start = offset[entries[from]];
  let end = start + size[entries[from]];
  for (let to = from + 1; to < entries.length; to++) {
    const next = offset[entries[to]];
    const nextEnd = next + size[entries[to]];
    if (next < end || next - end > GAP || nextEnd - start > PIECE) return to;
    end = nextEnd;
  }
  return entries.length;
}

/** Says after each piece how long it was. Content that ends too early gets no hash. */
function* hashRun({ tar, index, hasher, buffer }: Hashing, entries: Uint32Array): Generator<number> {
  const [first] = entries;
  const start = index.offset[first];
  const last = entries[entries.length - 1];
  const length = index.offset[last] + index.size[last] - start;
  if (length > buffer.length) {
    yield* hashLarge({ tar, index, hasher, buffer }, first);
    return;
  }
  const read = tar.read(buffer.subarray(0, length), start);
  let hashed = 0;
  for (const entry of entries) {
    const from = index.offset[entry] - start;
    const to = from + index.size[entry];
    if (to <= read) hasher.whole(buffer.subarray(from, to), index.hash, entry * HASH_BYTES);
    hashed += index.size[entry];
  }
  yield hashed;
}

function* hashLarge({ tar, index, hasher, buffer }: Hashing, entry: number): Generator<number> {
  const start = index.offset[entry];
  const size = index.size[entry];
  const pieces = hasher.pieces();
  for (let position = 0; position < size; position += buffer.length) {
    const piece = buffer.subarray(0, Math.min(buffer.length, size - position));
    if (tar.read(piece, start + position) < piece.length) return;
    pieces.update(piece);
    yield piece.length;
  }
  pieces.finish(index.hash, entry * HASH_BYTES);
}
