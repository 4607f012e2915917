import { bytesOf } from '../merge/largestFirst.ts';
import type { MergedTree } from '../merge/mergedTree.ts';
import { type FolderSum, foldSmall } from './foldSmall.ts';
import { changeCode, shownPaths, wayCode } from './shippedFiles.ts';

/** Small files of one layer, alike in what happened to them. */
export interface LeftOver extends FolderSum {
  readonly layer: number;
  readonly change: number;
  readonly how: number;
  /** -1 where several layers did it. */
  hiddenBy: number;
}

/** Sums up the files that are left over when the largest are told apart. */
export function sumLeftOver(tree: MergedTree, inodes: Uint32Array, least: number, most: number): LeftOver[] {
  const parents = tree.names.parent.values;
  const folding = {
    folderCount: tree.nodeCount,
    parentOf: (folder: number) => parents[folder],
    keyOf: ({ layer, how, change }: LeftOver) => (layer * 5 + how) * 4 + change,
    merge(known: LeftOver, { hiddenBy }: LeftOver) {
      if (known.hiddenBy !== hiddenBy) known.hiddenBy = -1;
    },
  };
  return foldSmall(leftOvers(tree, inodes), folding, least, most);
}

function* leftOvers(tree: MergedTree, inodes: Uint32Array): Generator<LeftOver> {
  const paths = shownPaths(tree);
  const parents = tree.names.parent.values;
  for (const inode of inodes) {
    const how = wayCode(tree, inode);
    const change = how === 0 ? changeCode(tree, inode) : 0;
    yield {
      folder: parents[paths[inode]],
      bytes: bytesOf(tree, inode),
      count: 1,
      layer: tree.layer.values[inode],
      change,
      how,
      hiddenBy: tree.deadSince(inode),
    };
  }
}
