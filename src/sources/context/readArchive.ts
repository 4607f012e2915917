import { type FileHandle, open } from 'node:fs/promises';
import type { Archive } from '../../core/context/archive.ts';
import { archiveEntries } from '../../core/context/archiveEntries.ts';
import { Failure } from '../../core/error.ts';
import type { TarEntry } from '../../core/tar/entry.ts';
import { readTarSeeking } from '../../core/tar/readTarSeeking.ts';
import { readTarStream } from '../../core/tar/readTarStream.ts';
import { type ByteRange, fileRange } from '../byteRange.ts';
import { tapped } from '../chunks.ts';
import { decompress } from '../decompress.ts';
import { sniffEncoding } from '../encoding.ts';
import { type ArchiveBudget, Unread } from './archiveBudget.ts';

/**
 * What ADD would unpack of a file; null where it would copy the file as it is, because there is no tar in it. As in the
 * builder, a tar is what begins with the header of an entry, whatever the file is called.
 * https://github.com/moby/buildkit/blob/master/solver/llbsolver/file/unpack.go
 *
 * @throws the signal's reason
 */
export async function readArchive(path: string, budget: ArchiveBudget, signal: AbortSignal): Promise<Archive | null> {
  const file = await open(path).catch(() => null);
  if (file === null) return null;
  try {
    return await readOpen(file, path, budget, signal);
  } finally {
    await file.close();
  }
}

async function readOpen(
  file: FileHandle,
  path: string,
  budget: ArchiveBudget,
  signal: AbortSignal,
): Promise<Archive | null> {
  const { size } = await file.stat();
  const range = fileRange(file, 0, size);
  const head = new Uint8Array(HEAD);
  range.read(head, 0);
  const closed = CLOSED.find(({ magic }) => magic.every((byte, at) => head[at] === byte));
  if (closed !== undefined) {
    return closed.names.test(path) ? { unread: `${closed.name} cannot be read here` } : null;
  }
  const entries = archiveEntries();
  let isTar = false;
  const sink = {
    entry(entry: TarEntry) {
      isTar = true;
      const more = entries.add(entry);
      if (more === null) throw new Unread('a name in it is too long for any file system');
      budget.spend({ entries: Math.max(more, 1) });
    },
  };
  try {
    await (sniffEncoding(head) === 'plain'
      ? readTarSeeking(range, sink, { signal, onProgress: () => budget.spend({}) })
      : readTarStream(inflated(range, budget, signal), sink, { signal }));
    return isTar ? { entries: entries.finish() } : null;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Unread) return { unread: error.message };
    if (!isTar) return null;
    if (error instanceof Failure) return { unread: 'it is damaged' };
    if (error instanceof Error && 'code' in error) return { unread: 'it cannot be read' };
    throw error;
  }
}

const HEAD = 6;

/** Compressions that the builder knows and nothing here reads: by the name there is a tar in it. */
const CLOSED = [
  { name: 'bzip2', magic: [0x42, 0x5a, 0x68], names: /\.(?:tar\.bz2?|tbz2?|tb2)$/i },
  { name: 'xz', magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], names: /\.(?:tar\.xz|txz)$/i },
];

function inflated(range: ByteRange, budget: ArchiveBudget, signal: AbortSignal): AsyncIterable<Uint8Array> {
  return tapped(decompress(range.chunks(signal)), ({ length }) => budget.spend({ inflatedBytes: length }));
}
