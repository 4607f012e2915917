import { comparePaths } from './comparePaths.ts';
import type { MergedTree } from './mergedTree.ts';
import { sortIntegers } from './sortIntegers.ts';

/** Bytes of an inode's content. */
export function bytesOf(tree: MergedTree, inode: number): number {
  return tree.layers[tree.layer.values[inode]].size[tree.entry.values[inode]];
}

/** Inodes with the largest first, then by path, then by layer. */
export function largestFirst(tree: MergedTree, inodes: Uint32Array): Uint32Array {
  const { node, layer } = tree;
  return sortIntegers(
    inodes,
    (a, b) =>
      bytesOf(tree, b) - bytesOf(tree, a) ||
      comparePaths(tree.names, node.values[a], node.values[b]) ||
      layer.values[a] - layer.values[b],
  );
}
