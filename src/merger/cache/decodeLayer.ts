import type { LayerKey, StoredLayer } from './cachedLayer.ts';
import { isSoundIndex } from './checkIndex.ts';
import { checksumIn, layerChecksum } from './checksum.ts';
import {
  CHECKSUM_AT,
  FORMAT_VERSION,
  fileLength,
  HEADER_BYTES,
  LENGTHS_AT,
  type Lengths,
  MAGIC,
  viewColumns,
} from './layerFormat.ts';
import { decodeNote } from './layerNote.ts';

/**
 * The layer in a file; its columns are views on `file`, which becomes theirs. Null for anything that `encodeLayer` did
 * not write for this key, also if its checksum is right: what is wrong here must not become a wrong report.
 */
export function decodeLayer(file: ArrayBuffer, key: LayerKey): StoredLayer | null {
  const lengths = soundLengths(file);
  if (lengths === null) return null;
  const { index, note } = viewColumns(file, lengths);
  const warnings = decodeNote(note, key);
  if (warnings === null || !isSoundIndex(index)) return null;
  return { index, warnings, checksum: checksumIn(new Uint8Array(file)) };
}

function soundLengths(file: ArrayBuffer): Lengths | null {
  if (file.byteLength < HEADER_BYTES) return null;
  const [magic, version] = new Uint32Array(file, 0, 2);
  if (magic !== MAGIC || version !== FORMAT_VERSION) return null;
  const lengths = readLengths(file);
  if (fileLength(lengths) !== file.byteLength) return null;
  const checksum = new Uint8Array(file, CHECKSUM_AT, LENGTHS_AT - CHECKSUM_AT);
  return layerChecksum(new Uint8Array(file)).every((byte, i) => byte === checksum[i]) ? lengths : null;
}

function readLengths(file: ArrayBuffer): Lengths {
  const header = new Uint32Array(file, LENGTHS_AT, (HEADER_BYTES - LENGTHS_AT) / 4);
  const [entries, nodes, nameBytes, targets, targetBytes, xattrs, xattrBytes, noteBytes] = header;
  return { entries, nodes, nameBytes, targets, targetBytes, xattrs, xattrBytes, noteBytes };
}
