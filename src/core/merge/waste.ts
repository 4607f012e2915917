import { coverOfDead } from './changes.ts';
import { compareInodes, type Difference } from './compare.ts';
import { type MergedTree, NONE } from './mergedTree.ts';
import { compareBytes } from './xattrs.ts';

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
  readonly length: number;
  private readonly tree: MergedTree;
  private readonly inodes: Uint32Array;

  constructor(tree: MergedTree, inodes: Uint32Array) {
    this.tree = tree;
    this.inodes = inodes;
    this.length = inodes.length;
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
  const dead: number[] = [];
  for (let inode = 0; inode < tree.versionCount; inode++) {
    if (tree.deadSince(inode) !== NONE && bytesOf(tree, inode) > 0) dead.push(inode);
  }
  return new DeadFiles(tree, Uint32Array.from(dead));
}

function deadFile(tree: MergedTree, inode: number): DeadFile {
  const hiddenBy = { layer: tree.deadSince(inode), how: howHidden(tree, inode) };
  return { node: tree.node.values[inode], bytes: bytesOf(tree, inode), layer: tree.layer.values[inode], hiddenBy };
}

function bytesOf(tree: MergedTree, inode: number): number {
  return tree.layers[tree.layer.values[inode]].size[tree.entry.values[inode]];
}

/** Paths are made for files of one size at a time, so that those of all are never there at once. */
function largestFirst(tree: MergedTree, inodes: Uint32Array): Uint32Array {
  const sorted = inodes.toSorted((a, b) => bytesOf(tree, b) - bytesOf(tree, a));
  for (let start = 0, end = 0; start < sorted.length; start = end) {
    const bytes = bytesOf(tree, sorted[start]);
    while (end < sorted.length && bytesOf(tree, sorted[end]) === bytes) end++;
    if (end - start > 1) sortByPath(tree, sorted.subarray(start, end));
  }
  return sorted;
}

function sortByPath(tree: MergedTree, inodes: Uint32Array): void {
  const files = Array.from(inodes, (inode) => ({ inode, path: tree.pathBytes(tree.node.values[inode]) }));
  files.sort((a, b) => compareBytes(a.path, b.path) || tree.layer.values[a.inode] - tree.layer.values[b.inode]);
  files.forEach(({ inode }, at) => {
    inodes[at] = inode;
  });
}

function howHidden(tree: MergedTree, inode: number): Difference | 'removed' {
  const cover = coverOfDead(tree, inode);
  return cover === NONE ? 'removed' : compareInodes(tree, inode, cover);
}
