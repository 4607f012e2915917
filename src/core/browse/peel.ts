import type { MergedTree } from '../merge/mergedTree.ts';
import { mergeLayers } from '../merge/mergeLayers.ts';

/** An image without some of its layers. */
export interface Peeled {
  /** Has the same nodes as the whole tree. What must be hashed for it, `wantedHashes` tells. */
  readonly tree: MergedTree;
  /** For each layer of `tree` which of the image's layers it is, ascending. */
  readonly layers: readonly number[];
}

/** Stacks only the layers that are not `off`, as an engine would. */
export function peel(tree: MergedTree, off: ReadonlySet<number>): Peeled {
  const layers = tree.layers.map((_, layer) => layer).filter((layer) => !off.has(layer));
  if (layers.length === tree.layers.length) return { tree, layers };
  const left = layers.map((layer) => tree.layers[layer]);
  return { tree: mergeLayers(left, tree).tree, layers };
}
