import type { MergedTree } from '../merge/mergedTree.ts';
import { mergeLayers } from '../merge/mergeLayers.ts';

/** What the image would be without some layers, the others being as they are. */
export interface Without {
  /** The layers left out, ascending. */
  readonly layers: readonly number[];
  /** Bytes that would no longer be shipped: all of theirs. */
  readonly savedBytes: number;
  /** Bytes that the final tree shows now and would not then: theirs, and of others what only their names keep. */
  readonly lostBytes: number;
  /** Bytes of other layers that would be seen again: these layers cover or hide them. */
  readonly restoredBytes: number;
  /** Change of the bytes that the final tree shows: `restoredBytes − lostBytes`. */
  readonly visibleChange: number;
  /** Change of the wasted bytes: `0 − savedBytes − visibleChange`. */
  readonly wastedChange: number;
}

/**
 * Stacks the other layers again, so whatever hangs on the missing ones is told as an engine would have it: whiteouts of
 * theirs hide nothing, later whiteouts hide what stands there now, a later hard link takes what its target is now, and is
 * left out where there is none. What a build would do differently without the instruction is not known.
 */
export function withoutLayers(tree: MergedTree, layers: readonly number[]): Without {
  const left = tree.layers.map((_, layer) => layer).filter((layer) => !layers.includes(layer));
  const rest = mergeLayers(left.map((layer) => tree.layers[layer])).tree;
  const savedBytes = layers.reduce((sum, layer) => sum + tree.layers[layer].shippedBytes, 0);
  const before = shownEntries(tree);
  const after = shownEntries(rest);
  const lostBytes =
    layers.reduce((sum, layer) => sum + bytesOnlyIn(tree, layer, before[layer], null), 0) +
    left.reduce((sum, layer, position) => sum + bytesOnlyIn(tree, layer, before[layer], after[position]), 0);
  const restoredBytes = left.reduce(
    (sum, layer, position) => sum + bytesOnlyIn(tree, layer, after[position], before[layer]),
    0,
  );
  const visibleChange = restoredBytes - lostBytes;
  return { layers, savedBytes, lostBytes, restoredBytes, visibleChange, wastedChange: 0 - savedBytes - visibleChange };
}

/** For each layer which of its entries the final tree shows: 1 or 0. */
function shownEntries(tree: MergedTree): Uint8Array[] {
  const shown = tree.layers.map(({ entryCount }) => new Uint8Array(entryCount));
  for (let inode = 0; inode < tree.versionCount; inode++) {
    if (tree.isVisible(inode)) shown[tree.layer.values[inode]][tree.entry.values[inode]] = 1;
  }
  return shown;
}

function bytesOnlyIn(tree: MergedTree, layer: number, shown: Uint8Array, other: Uint8Array | null): number {
  const { size } = tree.layers[layer];
  return shown.reduce((sum, is, entry) => (is === 1 && other?.[entry] !== 1 ? sum + size[entry] : sum), 0);
}
