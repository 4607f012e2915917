import { isDigest } from '../../../core/image/digest.ts';
import type { Descriptor, Digest } from '../../../core/image/types.ts';
import type { ImageFile } from '../../imageFile.ts';
import { readChunks } from './readChunks.ts';
import { type ReadPart, readTable, type Table } from './readTable.ts';
import { TABLE_OFFSET, tocIndex } from './tocIndex.ts';

/** Smaller layers are there as soon as their tables would be. */
const WORTH_IT = 512 * 1024;
const ANNOTATION = 'containerd.io/snapshot/stargz/toc.digest';

/** The digest of a layer's table of contents; null where it has none, or is too small for that to matter. */
export function tocDigest({ annotations, size }: Descriptor): Digest | null {
  const digest = annotations?.[ANNOTATION];
  return isDigest(digest) && digest.startsWith('sha256:') && size >= WORTH_IT ? digest : null;
}

/**
 * A layer in the form of eStargz, whose files are told by its table of contents and read one at a time. What cannot be read
 * so, or is to be verified, is read as any other layer.
 *
 * @param whole The same layer read from its first byte to its last.
 * @param read Gives bytes of the blob, which nobody has checked.
 */
export function stargzFile(
  whole: ImageFile,
  toc: Digest,
  read: (start: number, end: number, signal: AbortSignal | undefined) => Promise<Uint8Array>,
): ImageFile {
  let known: Table | null = null;

  async function table(part: ReadPart, signal: AbortSignal | undefined): Promise<Table | null> {
    try {
      known ??= await readTable(whole.size, toc, part);
      return known;
    } catch {
      // What is wrong with it is told where all of it is read.
      signal?.throwIfAborted();
      return null;
    }
  }

  return {
    ...whole,
    async readLayer(expected, options) {
      const { signal, onBytes, verify = false } = options;
      const found = verify ? null : await table((start, end) => read(start, end, signal), signal);
      if (found === null) return whole.readLayer(expected, options);
      onBytes?.(whole.size);
      return { ...tocIndex(expected.index, found.toc, found.file), failure: null, checkedBy: null };
    },
    async readBytes(offset, length, options) {
      const { signal } = options;
      if (known === null || offset < TABLE_OFFSET) return whole.readBytes(offset, length, options);
      return bytesBy(known, offset - TABLE_OFFSET, length, (start, end) => read(start, end, signal));
    },
  };
}

/** The table itself is the last of the files. */
async function bytesBy({ chunks, json }: Table, position: number, length: number, read: ReadPart): Promise<Uint8Array> {
  const last = chunks.at(-1);
  const end = last === undefined ? 0 : last.position + last.size;
  return position >= end
    ? json.slice(position - end, position - end + length)
    : readChunks(chunks, position, length, read);
}
