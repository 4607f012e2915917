import type { FileColumns, FolderColumns } from './types.ts';

/**
 * The files of two trees for a picture of what grew from one to the other. A content with
 * several names stands under one of them. Names are not escaped for any output.
 * Invariant: the bytes before are all that A shows, those after all that B shows.
 */
export interface GrowthPicture {
  readonly folders: FolderColumns;
  readonly files: GrowthFiles;
}

/** What differs first, each largest first; at the end what is left over. The area is the larger of before and after. */
export interface GrowthFiles extends FileColumns {
  /** What A has there. */
  readonly before: readonly number[];
  /** What B has there. */
  readonly after: readonly number[];
  /** How it differs, as a place in `DIFFERENCES`. */
  readonly difference: readonly number[];
  /** The group of layers that is to blame; -1 where nothing differs. */
  readonly group: readonly number[];
}

export const DIFFERENCES = ['identical', 'added', 'removed', 'modified', 'metadata'] as const;

/** An instruction that made something differ. */
export interface GrowthStep {
  /** Null where no line is known to have made its layers. */
  readonly line: number | null;
  readonly text: string;
  /** The one image that has it; null where both have. */
  readonly only: 'a' | 'b' | null;
}

/** All that the picture of a comparison is drawn of. Nothing in it is escaped. */
export interface GrowthData {
  /** What the two are called. */
  readonly a: string;
  readonly b: string;
  readonly picture: GrowthPicture;
  /** By the numbers of their groups. */
  readonly steps: readonly GrowthStep[];
}
