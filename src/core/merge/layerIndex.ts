/**
 * The entries of one layer in columns: no object a file, so that a million entries cross a thread by transfer, go to
 * a cache as they are and cost tens of bytes each. Names are a small tree of their own (`nodes`): a component stands
 * once, and merging a layer walks its nodes once, parents first, instead of splitting paths.
 */
export interface LayerIndex {
  /** Number of nodes; node 0 is the root, every parent stands before its children. */
  readonly nodeCount: number;
  /** For each node its parent; the root's is itself. */
  readonly nodeParent: Int32Array;
  /** For each node the end of its name in `nodeNames`; it starts where the one before ends. */
  readonly nodeNameEnd: Int32Array;
  /** Names as bytes, one after another. */
  readonly nodeNames: Uint8Array;

  /** Number of entries, in archive order. */
  readonly entryCount: number;
  /** The path: a node. For a whiteout the path it hides, for an opaque marker the directory. */
  readonly node: Uint32Array;
  /** An `EntryKind`. */
  readonly kind: Uint8Array;
  /** The low 12 bits. */
  readonly mode: Uint16Array;
  readonly uid: Uint32Array;
  readonly gid: Uint32Array;
  /** Bytes of content; 0 for all but regular files. */
  readonly size: Float64Array;
  /** Seconds since 1970, as far as 32 bits go: to 2106. */
  readonly mtime: Uint32Array;
  /** Where the content starts in the plain tar. */
  readonly offset: Float64Array;
  /** Index into `targets` for links and devices, `NO_EXTRA` without. */
  readonly target: Uint32Array;
  /** Index into `xattrs`, `NO_EXTRA` without. */
  readonly xattr: Uint32Array;
  /** `HASH_BYTES` for each entry; all zero where the content is not hashed (yet). */
  readonly hash: Uint8Array;

  /** Link targets as stored; `major:minor` for devices. */
  readonly targets: ByteTable;
  /** Extended attributes in one canonical form, equal sets equal bytes: see `xattrs.ts`. */
  readonly xattrs: ByteTable;
  /** Content bytes of all regular files: what the layer ships. */
  readonly shippedBytes: number;
}

/** Byte strings one after another. */
export interface ByteTable {
  readonly ends: Int32Array;
  readonly bytes: Uint8Array;
}

export const HASH_BYTES = 16;
export const NO_EXTRA = 0xffffffff;

export const EntryKind = {
  file: 0,
  directory: 1,
  symlink: 2,
  hardlink: 3,
  character: 4,
  block: 5,
  fifo: 6,
  whiteout: 7,
  opaque: 8,
  /** A regular file stored in pieces: its bytes on disk are not its content, so its hash is never known. */
  sparse: 9,
} as const;
export type EntryKind = (typeof EntryKind)[keyof typeof EntryKind];
