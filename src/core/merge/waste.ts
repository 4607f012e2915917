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

/** Every dead file of at least one byte, in no particular order. Contents must be hashed as for `countChanges`. */
export function deadFiles(tree: MergedTree): DeadFile[] {
  const dead: DeadFile[] = [];
  for (let inode = 0; inode < tree.versionCount; inode++) {
    const hider = tree.deadSince(inode);
    if (hider === NONE) continue;
    const layer = tree.layer.values[inode];
    const bytes = tree.layers[layer].size[tree.entry.values[inode]];
    if (bytes === 0) continue;
    dead.push({ node: tree.node.values[inode], bytes, layer, hiddenBy: { layer: hider, how: howHidden(tree, inode) } });
  }
  return dead;
}

/** Largest first, then by path. */
export function largestWaste(tree: MergedTree, dead: readonly DeadFile[]): DeadFile[] {
  return dead
    .map((file) => ({ file, bytes: tree.pathBytes(file.node) }))
    .sort((a, b) => b.file.bytes - a.file.bytes || compareBytes(a.bytes, b.bytes) || a.file.layer - b.file.layer)
    .map(({ file }) => file);
}

function howHidden(tree: MergedTree, inode: number): Difference | 'removed' {
  const cover = coverOfDead(tree, inode);
  return cover === NONE ? 'removed' : compareInodes(tree, inode, cover);
}
