import { coverOfDead } from './changes.ts';
import { compareInodes, type Difference } from './compare.ts';
import { bytesOf, largestFirst } from './largestFirst.ts';
import { type MergedTree, NONE } from './mergedTree.ts';

/** A file that is shipped and that the final tree does not show under any name. */
export interface DeadFile {
  /** Node of the path under which its layer brought it. */
  readonly node: number;
  readonly bytes: number;
  /** The layer that ships it. */
  readonly layer: number;
  readonly hiddenBy: {
    /** The layer in which its last name vanished: its own when one tar has the path twice. */
    readonly layer: number;
    readonly how: Difference | 'removed';
  };
}

/** Dead files as a list of inodes: an object is made of one when it is looked at, for an image may have a million. */
export class DeadFiles implements Iterable<DeadFile> {
  readonly inodes: Uint32Array;
  private readonly tree: MergedTree;

  constructor(tree: MergedTree, inodes: Uint32Array) {
    this.tree = tree;
    this.inodes = inodes;
  }

  get length(): number {
    return this.inodes.length;
  }

  *[Symbol.iterator](): Generator<DeadFile> {
    for (const inode of this.inodes) yield deadFile(this.tree, inode);
  }

  slice(start: number, end: number): DeadFile[] {
    return Array.from(this.inodes.subarray(start, end), (inode) => deadFile(this.tree, inode));
  }

  /** Largest first, then by path. */
  sorted(): DeadFiles {
    return new DeadFiles(this.tree, largestFirst(this.tree, this.inodes));
  }
}

/** Every dead file of at least one byte, in no particular order. Contents must be hashed as for `countChanges`. */
export function deadFiles(tree: MergedTree): DeadFiles {
  const dead = new Uint32Array(tree.versionCount);
  let count = 0;
  for (let inode = 0; inode < tree.versionCount; inode++) {
    if (tree.deadSince(inode) !== NONE && bytesOf(tree, inode) > 0) dead[count++] = inode;
  }
  return new DeadFiles(tree, dead.slice(0, count));
}

function deadFile(tree: MergedTree, inode: number): DeadFile {
  const hiddenBy = { layer: tree.deadSince(inode), how: howHidden(tree, inode) };
  return { node: tree.node.values[inode], bytes: bytesOf(tree, inode), layer: tree.layer.values[inode], hiddenBy };
}

function howHidden(tree: MergedTree, inode: number): Difference | 'removed' {
  const cover = coverOfDead(tree, inode);
  return cover === NONE ? 'removed' : compareInodes(tree, inode, cover);
}
