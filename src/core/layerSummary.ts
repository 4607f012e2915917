import { type ChangeCounts, countChanges } from './merge/changes.ts';
import { bytesOf } from './merge/largestFirst.ts';
import type { MergedTree } from './merge/mergedTree.ts';
import type { DeadFiles } from './merge/waste.ts';

/**
 * What one layer is worth, in bytes of file content.
 * Invariant: `shippedBytes = visibleBytes + wastedBytes`, for each layer and so in total.
 */
export interface LayerSummary {
  /** Of its regular files; hard links add nothing, a path that stands twice counts twice. */
  readonly shippedBytes: number;
  /** Of those, what the final tree still shows. */
  readonly visibleBytes: number;
  /** Of those, what a later layer (or a later entry of its own) covers or hides. */
  readonly wastedBytes: number;
  /** What this layer makes useless, of its own and of lower layers. */
  readonly hidesBytes: number;
  readonly changes: ChangeCounts;
}

export function summarizeLayers(tree: MergedTree, dead: DeadFiles): LayerSummary[] {
  const wasted = tree.layers.map(() => 0);
  const hides = tree.layers.map(() => 0);
  for (const inode of dead.inodes) {
    const bytes = bytesOf(tree, inode);
    wasted[tree.layer.values[inode]] += bytes;
    hides[tree.deadSince(inode)] += bytes;
  }
  const visible = visibleBytes(tree);
  return countChanges(tree).map((changes, layer) => ({
    shippedBytes: tree.layers[layer].shippedBytes,
    visibleBytes: visible[layer],
    wastedBytes: wasted[layer],
    hidesBytes: hides[layer],
    changes,
  }));
}

/** For each layer the content bytes of its inodes that have a name in the final tree. */
function visibleBytes(tree: MergedTree): number[] {
  const visible = tree.layers.map(() => 0);
  for (let inode = 0; inode < tree.versionCount; inode++) {
    if (!tree.isVisible(inode)) continue;
    visible[tree.layer.values[inode]] += bytesOf(tree, inode);
  }
  return visible;
}
