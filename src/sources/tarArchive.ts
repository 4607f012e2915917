import type { FileHandle } from 'node:fs/promises';
import { HASH_BYTES } from '../core/merge/layerIndex.ts';
import type { TarSink } from '../core/tar/entry.ts';
import { readTarSeeking } from '../core/tar/readTarSeeking.ts';
import { fileRange } from './byteRange.ts';
import { checkUnchanged } from './checkUnchanged.ts';
import type { ImageFile, Medium } from './imageFile.ts';
import { caught } from './layerStream.ts';
import { memberTable } from './memberTable.ts';
import { rangeFile } from './rangeFile.ts';

/** An image archive that is a plain tar on disk: only the headers of its members are read. Takes over the file. */
export async function openTarArchive(file: FileHandle, signal: AbortSignal | undefined): Promise<Medium> {
  const opened = await file.stat();
  const { size } = opened;
  const members = memberTable<ImageFile>();
  const member = (start: number, length: number) => {
    const range = fileRange(file, start, Math.min(length, size - start));
    return unchanged(rangeFile(range.size, async (use) => await use(range)));
  };
  /** A new image may be written over the old one, and then other bytes stand where its files were. */
  const unchanged = (found: ImageFile): ImageFile => ({
    ...found,
    async hashContents(index, entries, options) {
      checkUnchanged(opened, await file.stat());
      // Not into the index itself: a wrong hash would stay there.
      const hash = Uint8Array.from(index.hash);
      await found.hashContents({ ...index, hash }, entries, options);
      checkUnchanged(opened, await file.stat());
      for (const entry of entries) {
        index.hash.set(hash.subarray(entry * HASH_BYTES, (entry + 1) * HASH_BYTES), entry * HASH_BYTES);
      }
    },
    async readBytes(offset, length, options) {
      try {
        return await found.readBytes(offset, length, options);
      } finally {
        // Rather than that the data is damaged, should it be both.
        checkUnchanged(opened, await file.stat());
      }
    },
  });
  const sink: TarSink = {
    entry: (entry) => members.add(entry, () => member(entry.bodyOffset, entry.bodySize)),
  };
  const broken = await caught(
    readTarSeeking(fileRange(file, 0, size), sink, signal === undefined ? {} : { signal }),
    signal,
  );
  return {
    kind: 'archive',
    isReadAlready: false,
    broken,
    find: (name) => {
      const found = members.find(name);
      return Promise.resolve('absent' in found ? found : found.file);
    },
    close: () => file.close(),
  };
}
