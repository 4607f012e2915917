import { type MergedTree, NONE } from '../merge/mergedTree.ts';
import { type LinkedInodes, linkedInodes } from './linkedInodes.ts';

/** Layers next to each other, both ends included. */
export interface LayerRange {
  readonly first: number;
  readonly last: number;
}

/** What joining a range of layers into one would change. The tree after the range, and so the image, stays the same. */
export interface Joined extends LayerRange {
  /** Bytes that would no longer be shipped: `deadBytes − copiedBytes`, so less than 0 where more would be. */
  readonly savedBytes: number;
  /** Of inodes that the range both brings and makes useless: overwritten or removed in it, or twice in one of its tars. */
  readonly deadBytes: number;
  /**
   * Of lower files that the range leaves under new names only. Its own layers could link to the old name before they
   * removed it; one layer hides first and links then, so it has to ship the content again.
   */
  readonly copiedBytes: number;
}

/**
 * What one layer in place of `range` would save: it ships the inodes that the range brings and that are live at its end,
 * each once, and whiteouts for lower paths that are gone by then. What it ships again unchanged stays shipped, for the
 * build would write it again. Nothing above it changes.
 */
export function joinLayers(tree: MergedTree, range: LayerRange): Joined {
  return joinWith(tree, range, deadIn(tree, range), linkedInodes(tree));
}

/** The same for one of many ranges, with what does not depend on the range worked out before. */
export function joinWith(tree: MergedTree, range: LayerRange, deadBytes: number, linked: LinkedInodes): Joined {
  const copiedBytes = copiedIn(tree, range, linked);
  return { ...range, savedBytes: deadBytes - copiedBytes, deadBytes, copiedBytes };
}

function deadIn(tree: MergedTree, { first, last }: LayerRange): number {
  let bytes = 0;
  for (let inode = 0; inode < tree.versionCount; inode++) {
    const hider = tree.deadSince(inode);
    if (hider !== NONE && hider <= last && tree.layer.values[inode] >= first) bytes += bytesOf(tree, inode);
  }
  return bytes;
}

function copiedIn(tree: MergedTree, { first, last }: LayerRange, linked: LinkedInodes): number {
  let bytes = 0;
  for (const [inode, nodes] of linked) {
    if (tree.layer.values[inode] >= first) continue;
    const names = nodes.filter((node) => inodeAt(tree, node, last) === inode);
    const stays = names.some((node) => inodeAt(tree, node, first - 1) === inode);
    if (names.length > 0 && !stays) bytes += bytesOf(tree, inode);
  }
  return bytes;
}

function inodeAt(tree: MergedTree, node: number, step: number): number {
  const version = tree.versionAt(node, step);
  return version === NONE ? NONE : tree.inode.values[version];
}

function bytesOf(tree: MergedTree, inode: number): number {
  return tree.layers[tree.layer.values[inode]].size[tree.entry.values[inode]];
}
