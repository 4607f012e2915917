/**
 * All that choosing an image asks of a file system. What is not there is null; what is there and cannot be read rejects.
 */
export interface Files {
  /** The text of a regular file. Rejects when it has more than `maximumBytes`. */
  readFile(path: string, maximumBytes: number): Promise<string | null>;
  /** The first entries of a folder, in no order. */
  readDirectory(path: string, maximumEntries: number): Promise<readonly DirectoryEntry[] | null>;
  stat(path: string): Promise<FileState | null>;
}

export interface DirectoryEntry {
  readonly name: string;
  readonly kind: FileKind;
}

/** `other` are links, which are to be followed with `stat`, devices and pipes. */
export type FileKind = 'file' | 'directory' | 'other';

export interface FileState {
  readonly kind: FileKind;
  /** Milliseconds since 1970. */
  readonly modified: number;
}
