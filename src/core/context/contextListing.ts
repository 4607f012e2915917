/** What is in a build context, as far as it was looked at. */
export interface ContextEntry {
  /** From the root of the context, without slashes around it. */
  readonly path: string;
  readonly kind: 'file' | 'directory' | 'link' | 'other';
  /** Of a file; 0 for all else. */
  readonly bytes: number;
  /** Of a link, as it is written. */
  readonly target?: string;
  /** The same for all names of one file; absent where it has only one. */
  readonly inode?: string;
}

/** Something that the ignore file leaves out: a file, or a folder that was not looked into. */
export type LeftOut = Pick<ContextEntry, 'path' | 'kind'>;

export interface ContextListing {
  /**
   * What the builder would get: what is not ignored. Each folder before what is in it, and the names of a folder in order.
   * A folder that is ignored is among them where something in it is not.
   */
  readonly entries: readonly ContextEntry[];
  /** The first of what is left out, and how many there are. */
  readonly leftOut: readonly LeftOut[];
  readonly leftOutCounts: { readonly folders: number; readonly files: number };
  /** There was more than could be looked at. */
  readonly isCut: boolean;
  /** Folders that could not be read. */
  readonly unreadable: readonly string[];
}
