/** Folders of a picture: folder 0 is the root, which lies in itself; parents stand before their children. */
export interface FolderColumns {
  readonly parent: readonly number[];
  readonly name: readonly string[];
}

/** What every picture tells of a file, in columns: no object a file, so that a hundred thousand cross a message as they are. */
export interface FileColumns {
  readonly folder: readonly number[];
  /** Empty for what is left over of a folder: `count` files that are too small to tell apart. */
  readonly name: readonly string[];
  /** Its area. */
  readonly bytes: readonly number[];
  readonly count: readonly number[];
}

/**
 * The files of an image for a picture of it. A file here is a content that some layer ships: one that is wasted stands beside
 * the one that covers it, under the same path. Names are as the image has them, not escaped for any output.
 * Invariant: the bytes of all files are the shipped bytes, those of files with `how` > 0 are the wasted bytes.
 */
export interface Picture {
  readonly folders: FolderColumns;
  readonly files: ImageFiles;
}

/** Largest first; at the end what is left over. */
export interface ImageFiles extends FileColumns {
  /** The path, as other questions call it; of what is left over the folder. */
  readonly node: readonly number[];
  /** The layer that ships it. */
  readonly layer: readonly number[];
  /** What that layer did to the path, as a place in `CHANGES`. */
  readonly change: readonly number[];
  /** 0 for what the final tree shows; for what is wasted a place in `WAYS`. */
  readonly how: readonly number[];
  /** The layer that made it useless; -1 for none, and where several did. */
  readonly hiddenBy: readonly number[];
}

export const CHANGES = ['added', 'modified', 'metadata', 'identical'] as const;
export const WAYS = ['visible', 'removed', 'modified', 'metadata', 'identical'] as const;

/** One layer of the image, with the line that made it. */
export interface PictureLayer {
  /** From 1; null where no line is known to have made it. */
  readonly line: number | null;
  readonly endLine: number | null;
  /** The instruction, or what the image's history says. */
  readonly text: string;
  readonly shippedBytes: number;
  readonly visibleBytes: number;
  readonly wastedBytes: number;
  readonly isBase: boolean;
  /** What the step took when it was built; null where that is not known. */
  readonly seconds: number | null;
  /** It was not run, but came from the builder's cache. */
  readonly cached: boolean;
}

/** All that a picture is drawn of. Nothing in it is escaped. */
export interface PictureData {
  /** What the image is called. */
  readonly name: string;
  readonly picture: Picture;
  /** From the bottom. */
  readonly layers: readonly PictureLayer[];
}
