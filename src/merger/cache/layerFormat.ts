import { type ByteTable, HASH_BYTES, type LayerIndex } from '../../core/merge/layerIndex.ts';

/**
 * A layer's index as a file: a header, then the columns one after another as they lie in memory, so that reading one is
 * reading a buffer and looking at it. Wide numbers come first, which aligns every column without padding. A note of JSON
 * (the key, the warnings) ends it.
 *
 *     0  magic, version       32 bits each; in the byte order of the machine, so another's file has a wrong magic
 *     8  checksum             SHA-256 of all that follows
 *    40  eight lengths        32 bits each, see `Lengths`
 *    72  columns, note
 */
export const MAGIC = 0x4c574c49;
/** Counted up whenever the same layer would be written differently, also when reading a layer finds out more. */
export const FORMAT_VERSION = 1;
export const CHECKSUM_AT = 8;
export const LENGTHS_AT = 40;
export const HEADER_BYTES = 72;

/** In the order of the header. */
export interface Lengths {
  readonly entries: number;
  readonly nodes: number;
  readonly nameBytes: number;
  readonly targets: number;
  readonly targetBytes: number;
  readonly xattrs: number;
  readonly xattrBytes: number;
  readonly noteBytes: number;
}

export function lengthsOf(index: LayerIndex, note: Uint8Array): Lengths {
  return {
    entries: index.entryCount,
    nodes: index.nodeCount,
    nameBytes: index.nodeNames.length,
    targets: index.targets.ends.length,
    targetBytes: index.targets.bytes.length,
    xattrs: index.xattrs.ends.length,
    xattrBytes: index.xattrs.bytes.length,
    noteBytes: note.length,
  };
}

/** Bytes of the whole file. */
export function fileLength(lengths: Lengths): number {
  const { entries, nodes, targets, xattrs } = lengths;
  const texts = lengths.nameBytes + lengths.targetBytes + lengths.xattrBytes + lengths.noteBytes;
  return HEADER_BYTES + entries * (2 * 8 + 6 * 4 + 2 + 1 + HASH_BYTES) + nodes * 8 + (targets + xattrs) * 4 + texts;
}

/** What the file holds behind its header, in its order; `viewColumns` reads the same. */
export function columnsOf(index: LayerIndex, note: Uint8Array): readonly ArrayBufferView[] {
  const { size, offset, nodeParent, nodeNameEnd, node, uid, gid, mtime, target, xattr, targets, xattrs } = index;
  const wide = [size, offset, nodeParent, nodeNameEnd, node, uid, gid, mtime, target, xattr, targets.ends, xattrs.ends];
  return [...wide, index.mode, index.kind, index.hash, index.nodeNames, targets.bytes, xattrs.bytes, note];
}

/** Views on a file whose length is `fileLength(lengths)`; nothing is copied and nothing checked. */
export function viewColumns(file: ArrayBuffer, lengths: Lengths): { index: LayerIndex; note: Uint8Array } {
  const { entries, nodes } = lengths;
  const next = new Sections(file);
  const size = next.doubles(entries);
  const offset = next.doubles(entries);
  const nodeParent = next.integers(nodes);
  const nodeNameEnd = next.integers(nodes);
  const node = next.naturals(entries);
  const uid = next.naturals(entries);
  const gid = next.naturals(entries);
  const mtime = next.naturals(entries);
  const target = next.naturals(entries);
  const xattr = next.naturals(entries);
  const targetEnds = next.integers(lengths.targets);
  const xattrEnds = next.integers(lengths.xattrs);
  const mode = next.shorts(entries);
  const kind = next.bytes(entries);
  const hash = next.bytes(entries * HASH_BYTES);
  const nodeNames = next.bytes(lengths.nameBytes);
  const targets: ByteTable = { ends: targetEnds, bytes: next.bytes(lengths.targetBytes) };
  const xattrs: ByteTable = { ends: xattrEnds, bytes: next.bytes(lengths.xattrBytes) };
  const note = next.bytes(lengths.noteBytes);
  const shippedBytes = size.reduce((sum, bytes) => sum + bytes, 0);
  const nodeColumns = { nodeCount: nodes, nodeParent, nodeNameEnd, nodeNames };
  const columns = { entryCount: entries, node, kind, mode, uid, gid, size, mtime, offset, target, xattr, hash };
  return { index: { ...nodeColumns, ...columns, targets, xattrs, shippedBytes }, note };
}

/** Takes one column after another. */
class Sections {
  private readonly file: ArrayBuffer;
  private at = HEADER_BYTES;

  constructor(file: ArrayBuffer) {
    this.file = file;
  }

  doubles(length: number): Float64Array {
    return new Float64Array(this.file, this.skip(length * 8), length);
  }

  integers(length: number): Int32Array {
    return new Int32Array(this.file, this.skip(length * 4), length);
  }

  naturals(length: number): Uint32Array {
    return new Uint32Array(this.file, this.skip(length * 4), length);
  }

  shorts(length: number): Uint16Array {
    return new Uint16Array(this.file, this.skip(length * 2), length);
  }

  bytes(length: number): Uint8Array {
    return new Uint8Array(this.file, this.skip(length), length);
  }

  private skip(bytes: number): number {
    const start = this.at;
    this.at += bytes;
    return start;
  }
}
