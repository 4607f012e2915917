import { bytesOf } from '../merge/largestFirst.ts';
import { EntryKind } from '../merge/layerIndex.ts';
import type { MergedTree } from '../merge/mergedTree.ts';

/** Smaller files are not compared. */
export const LARGE_ENOUGH = 1_000_000;
/** Bytes that are compared, at most: of a plain layer they have to be read, in about a second. */
const MOST_BYTES = 1_000_000_000;

/**
 * Large files of the finished image with another of the same size, which may be its copy: groups of inodes. What could save
 * most comes first, and what is too much to read is left out, whether it has to be read or was hashed on the way: so an image
 * is told the same of from every source.
 */
export function sameSizeFiles(tree: MergedTree): number[][] {
  const bySize = new Map<number, number[]>();
  for (let inode = 0; inode < tree.versionCount; inode++) {
    if (tree.entry.values[inode] < 0) continue;
    const bytes = bytesOf(tree, inode);
    if (bytes < LARGE_ENOUGH || !tree.isVisible(inode) || !isPlainFile(tree, inode)) continue;
    const group = bySize.get(bytes);
    if (group === undefined) bySize.set(bytes, [inode]);
    else group.push(inode);
  }
  let left = MOST_BYTES;
  return [...bySize]
    .filter(([, group]) => group.length > 1)
    .sort(([a, ofA], [b, ofB]) => b * (ofB.length - 1) - a * (ofA.length - 1) || b - a)
    .flatMap(([bytes, group]) => {
      if (bytes * group.length > left) return [];
      left -= bytes * group.length;
      return [group];
    });
}

function isPlainFile(tree: MergedTree, inode: number): boolean {
  return tree.layers[tree.layer.values[inode]].kind[tree.entry.values[inode]] === EntryKind.file;
}
