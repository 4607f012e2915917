/** One member of a tar archive, long names and PAX records applied, as Go's `archive/tar` gives it. */
export interface TarEntry {
  /** As stored, not normalised, not decoded: a tar does not say its encoding. A view, valid during the call only. */
  readonly name: Uint8Array;
  /** Target of a symlink or hard link, else empty. A view, valid during the call only. */
  readonly linkname: Uint8Array;
  /** The type flag as a character code; NUL (old V7 regular file) is given as `0`. */
  readonly type: number;
  /** Bytes of the file's content: of a sparse file its logical size, not what the archive stores. */
  readonly size: number;
  /** As stored: permission, setuid, setgid, sticky bits, and whatever else the writer put there. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Whole seconds since 1970, rounded down. */
  readonly mtime: number;
  readonly devmajor: number;
  readonly devminor: number;
  /** `SCHILY.xattr.*` records, name (without the prefix) and value as bytes, in archive order; null without any. */
  readonly xattrs: readonly Xattr[] | null;
  /** Where the content starts, in bytes from the start of the archive. */
  readonly bodyOffset: number;
  /** Bytes of content the archive stores: `size` for plain files, fewer for sparse ones, 0 for what has no content. */
  readonly bodySize: number;
  /** The stored bytes are the pieces of a sparse file. */
  readonly sparse: boolean;
}

export interface Xattr {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

/** Takes what a reader finds, in archive order. Views given to it are valid during the call only. */
export interface TarSink {
  entry(entry: TarEntry): void;
  /** A piece of the last entry's stored content. A seeking reader never calls it. */
  body?(bytes: Uint8Array): void;
  /** The last entry's content is complete. A seeking reader never calls it. */
  bodyEnd?(): void;
  /** The archive ends within the last entry's content; the reader throws next. */
  bodyCut?(): void;
}

export interface TarReadOptions {
  readonly signal?: AbortSignal;
  /** Called now and then with the position in the archive, in bytes. */
  readonly onProgress?: (position: number) => void;
}
