import type { Digest } from '../../../core/image/types.ts';
import type { Toc, TocEntry } from './toc.ts';

/** A piece of a file, as it lies in the blob. */
export interface Chunk {
  /** The gzip member that has it. */
  readonly start: number;
  readonly end: number;
  /** Where it begins in what that inflates to. */
  readonly innerOffset: number;
  /** Where it begins among all files' contents, laid one behind the other in the order of the table. */
  readonly position: number;
  readonly size: number;
  readonly digest: Digest;
}

/**
 * The pieces of all files. Null where the table does not tell where one ends, or what it holds: no byte is shown that was
 * not checked.
 *
 * @param tocOffset Where the table itself begins.
 */
export function chunkMap({ entries }: Toc, tocOffset: number): readonly Chunk[] | null {
  const starts = [...new Set(entries.filter(hasBytes).map(({ offset }) => offset))].sort((a, b) => a - b);
  const ends = new Map(starts.map((start, at) => [start, starts.at(at + 1) ?? tocOffset]));
  const chunks: Chunk[] = [];
  let position = 0;
  for (let at = 0; at < entries.length; at++) {
    const file = entries[at];
    if (file.type === 'chunk') return null;
    if (file.type !== 'reg' || file.size === 0) continue;
    const pieces = [file];
    while (entries.at(at + 1)?.type === 'chunk') pieces.push(entries[++at]);
    const placed = placedPieces(file, pieces, position, ends);
    if (placed === null) return null;
    chunks.push(...placed);
    position += file.size;
  }
  return chunks.every((chunk) => isReadable(chunk, tocOffset)) ? chunks : null;
}

/** A chunk is held in memory: builders make them of 4 MiB. */
const MOST_BYTES = 128 * 1024 * 1024;

function isReadable({ start, end, size }: Chunk, tocOffset: number): boolean {
  return start < end && end <= tocOffset && end - start <= MOST_BYTES && size <= MOST_BYTES;
}

function placedPieces(
  { size, digest: whole }: TocEntry,
  pieces: readonly TocEntry[],
  position: number,
  ends: ReadonlyMap<number, number>,
): readonly Chunk[] | null {
  const placed: Chunk[] = [];
  let next = 0;
  for (const { offset, innerOffset, chunkOffset, chunkSize, chunkDigest } of pieces) {
    const bytes = chunkSize === 0 ? size - chunkOffset : chunkSize;
    const digest = chunkDigest ?? (pieces.length === 1 ? whole : null);
    if (!digest || chunkOffset !== next || bytes <= 0) return null;
    const end = ends.get(offset) ?? 0;
    placed.push({ start: offset, end, innerOffset, position: position + chunkOffset, size: bytes, digest });
    next += bytes;
  }
  return next === size ? placed : null;
}

function hasBytes({ type, size }: TocEntry): boolean {
  return type === 'chunk' || (type === 'reg' && size > 0);
}
