import { isHashed } from '../core/merge/compare.ts';
import { EntryKind, HASH_BYTES, type LayerIndex } from '../core/merge/layerIndex.ts';
import type { ContentRange } from '../core/openImage.ts';
import {
  absentContent,
  type ContentPlace,
  changedContent,
  cutContent,
  sparseContent,
  unreadableContent,
} from './contentFailure.ts';
import { contentHasher } from './hash.ts';
import { type ImageFile, isAbsent } from './imageFile.ts';
import type { LayerFile } from './layerFiles.ts';

/** What `OpenImage.readContent` promises, for a layer in any medium. */
export async function readContent(
  { expected, blob, file }: LayerFile,
  index: LayerIndex,
  entry: number,
  range: ContentRange,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  checkCall(index, entry, range);
  signal?.throwIfAborted();
  const place = { expected, index, entry };
  if (index.kind[entry] === EntryKind.sparse) throw sparseContent(place);
  if (isAbsent(file)) throw absentContent(place, file.absent, blob.urls);
  const size = index.size[entry];
  const start = Math.min(range.start, size);
  const length = Math.min(range.length, size - start);
  if (length === 0) return new Uint8Array(0);
  const bytes = await readNamed(place, file, index.offset[entry] + start, length, signal);
  if (bytes.length < length) throw cutContent(place);
  if (length === size && !isAsAnalysed(bytes, index, entry)) throw changedContent(place);
  return bytes;
}

async function readNamed(
  place: ContentPlace,
  file: ImageFile,
  offset: number,
  length: number,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  try {
    return await file.readBytes(offset, length, signal === undefined ? {} : { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw unreadableContent(place, error);
  }
}

function checkCall(index: LayerIndex, entry: number, { start, length }: ContentRange): void {
  if (!(entry in index.kind && entry < index.entryCount)) throw new RangeError(`the layer has no entry ${entry}`);
  const kind = index.kind[entry];
  if (kind !== EntryKind.file && kind !== EntryKind.sparse) throw new TypeError(`entry ${entry} is not a regular file`);
  const isLength = length === Infinity || (Number.isSafeInteger(length) && length >= 0);
  if (!isLength || !Number.isSafeInteger(start) || start < 0) {
    throw new RangeError(`no file has ${length} bytes from ${start} on`);
  }
}

/** An image may be written anew, or its file changed, between the analysis and this reading. */
function isAsAnalysed(bytes: Uint8Array, index: LayerIndex, entry: number): boolean {
  if (!isHashed(index, entry)) return true;
  const hash = new Uint8Array(HASH_BYTES);
  contentHasher().whole(bytes, hash, 0);
  return hash.every((byte, i) => byte === index.hash[entry * HASH_BYTES + i]);
}
