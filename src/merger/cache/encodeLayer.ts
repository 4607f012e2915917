import type { CachedLayer, LayerKey } from './cachedLayer.ts';
import { layerChecksum } from './checksum.ts';
import {
  CHECKSUM_AT,
  columnsOf,
  FORMAT_VERSION,
  fileLength,
  HEADER_BYTES,
  LENGTHS_AT,
  lengthsOf,
  MAGIC,
} from './layerFormat.ts';
import { encodeNote } from './layerNote.ts';

/** The file for a layer: see `layerFormat.ts`. A copy, so that the index may be changed or handed on at once. */
export function encodeLayer(key: LayerKey, { index, warnings }: CachedLayer): Uint8Array {
  const note = encodeNote(key, warnings);
  const lengths = lengthsOf(index, note);
  const file = new Uint8Array(fileLength(lengths));
  file.set(bytesOf(Uint32Array.of(MAGIC, FORMAT_VERSION)), 0);
  file.set(bytesOf(Uint32Array.from(Object.values(lengths))), LENGTHS_AT);
  let at = HEADER_BYTES;
  for (const column of columnsOf(index, note)) {
    file.set(bytesOf(column), at);
    at += column.byteLength;
  }
  file.set(layerChecksum(file), CHECKSUM_AT);
  return file;
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
