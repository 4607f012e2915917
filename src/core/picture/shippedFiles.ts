import { changeOf, coverOfDead } from '../merge/changes.ts';
import { compareInodes } from '../merge/compare.ts';
import { bytesOf } from '../merge/largestFirst.ts';
import { type MergedTree, NONE } from '../merge/mergedTree.ts';
import { largestPlaces } from './largestPlaces.ts';
import { CHANGES, WAYS } from './types.ts';

/** Every content of at least one byte that the layers ship, by its inode: largest first, of equal ones that of the lower layer. */
export function shippedFiles(tree: MergedTree): Uint32Array {
  const inodes = new Uint32Array(tree.versionCount);
  let count = 0;
  for (let inode = 0; inode < tree.versionCount; inode++) {
    const isShipped = tree.isVisible(inode) || tree.deadSince(inode) !== NONE;
    if (isShipped && bytesOf(tree, inode) > 0) inodes[count++] = inode;
  }
  const bytes = new Float64Array(count);
  for (let i = 0; i < count; i++) bytes[i] = bytesOf(tree, inodes[i]);
  return largestPlaces(bytes).map((place) => inodes[place]);
}

/**
 * The path under which each inode is shown: the one its layer brought it under, or, where that is gone and a hard link
 * lives on, the link's.
 */
export function shownPaths(tree: MergedTree): Int32Array {
  const paths = Int32Array.from(tree.node.values.subarray(0, tree.versionCount));
  const last = tree.layers.length - 1;
  for (let node = 0; node < tree.nodeCount; node++) {
    const version = tree.versionAt(node, last);
    const inode = version === NONE ? NONE : tree.inode.values[version];
    if (inode === NONE || inode === version || holdsItsPath(tree, inode, last)) continue;
    paths[inode] = node;
  }
  return paths;
}

function holdsItsPath(tree: MergedTree, inode: number, last: number): boolean {
  const there = tree.versionAt(tree.node.values[inode], last);
  return there !== NONE && tree.inode.values[there] === inode;
}

/** What its layer did when it wrote this file, as a place in `CHANGES`. */
export function changeCode(tree: MergedTree, inode: number): number {
  const change = changeOf(tree, inode);
  return Math.max(0, CHANGES.indexOf(change === null || change === 'removed' ? 'added' : change));
}

/** What became of it, as a place in `WAYS`. */
export function wayCode(tree: MergedTree, inode: number): number {
  if (tree.deadSince(inode) === NONE) return 0;
  const cover = coverOfDead(tree, inode);
  return WAYS.indexOf(cover === NONE ? 'removed' : compareInodes(tree, inode, cover));
}
