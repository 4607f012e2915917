import { bytesOf } from '../merge/largestFirst.ts';
import type { MergedTree } from '../merge/mergedTree.ts';
import { type FolderSum, foldSmall } from './foldSmall.ts';
import { changeCode, wayCode } from './shippedFiles.ts';

/** Small files of one layer, alike in what happened to them. */
export interface LeftOver extends FolderSum {
  layer: number;
  change: number;
  how: number;
  /** -1 where several layers did it. */
  hiddenBy: number;
}

/**
 * Sums up the files that are left over when the largest are told apart.
 *
 * @param paths As `shownPaths` gives them.
 */
export function sumLeftOver(
  tree: MergedTree,
  { inodes, paths }: { readonly inodes: Uint32Array; readonly paths: Int32Array },
  least: number,
  most: number,
): LeftOver[] {
  const parents = tree.names.parent.values;
  const file: LeftOver = { folder: 0, bytes: 0, count: 1, layer: 0, change: 0, how: 0, hiddenBy: 0 };
  const folding = {
    folderCount: tree.nodeCount,
    parentOf: (folder: number) => parents[folder],
    forEach(take: (file: LeftOver) => void) {
      for (const inode of inodes) {
        file.folder = parents[paths[inode]];
        file.bytes = bytesOf(tree, inode);
        file.layer = tree.layer.values[inode];
        file.how = wayCode(tree, inode);
        file.change = file.how === 0 ? changeCode(tree, inode) : 0;
        file.hiddenBy = tree.deadSince(inode);
        take(file);
      }
    },
    keyOf: ({ layer, how, change }: LeftOver) => (layer * 5 + how) * 4 + change,
    merge(known: LeftOver, { hiddenBy }: LeftOver) {
      if (known.hiddenBy !== hiddenBy) known.hiddenBy = -1;
    },
  };
  return foldSmall(folding, least, most);
}
