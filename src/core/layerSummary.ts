import { type ChangeCounts, countChanges } from './merge/changes.ts';
import type { MergedTree } from './merge/mergedTree.ts';
import type { DeadFile } from './merge/waste.ts';

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

export function summarizeLayers(tree: MergedTree, dead: Iterable<DeadFile>): LayerSummary[] {
  const wasted = tree.layers.map(() => 0);
  const hides = tree.layers.map(() => 0);
  for (const { layer, bytes, hiddenBy } of dead) {
    wasted[layer] += bytes;
    hides[hiddenBy.layer] += bytes;
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
    const layer = tree.layer.values[inode];
    visible[layer] += tree.layers[layer].size[tree.entry.values[inode]];
  }
  return visible;
}
