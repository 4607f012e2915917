import type { PathRow } from '../../protocol/pathRow.ts';

export interface FileNode {
  readonly kind: 'file';
  readonly row: PathRow;
  /** Without a leading slash. */
  readonly path: string;
  readonly parent: FileNode | undefined;
}

/** Stands for the rest of a large folder. */
export interface MoreNode {
  readonly kind: 'more';
  readonly parent: FileNode | undefined;
  readonly left: number;
}

export type FilesNode = FileNode | MoreNode;
