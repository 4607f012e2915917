import type { LayerIndex } from '../merge/layerIndex.ts';
import type { MergedTree } from '../merge/mergedTree.ts';
import { diveLayer } from './diveLayer.ts';
import { DiveStack } from './diveStack.ts';

/** The figures of dive (github.com/wagoodman/dive), by its own way of counting. */
export interface DiveFigures {
  /** From 0 to 1. */
  readonly efficiency: number;
  readonly wastedBytes: number;
  /**
   * Wasted bytes of all layers, as a share of what the layers above the first ship; like dive's it is infinite for an image
   * of one layer with waste, and no number for one without.
   */
  readonly userWastedShare: number;
}

/**
 * Dive looks at paths: for each it adds up the sizes that layers give it, and the least of them would have been enough. Its
 * `dive/filetree/efficiency.go`, with what follows from how it is written:
 *
 * - Only the leaves of each layer's own tree are looked at. A removed file counts as one of no bytes; a removed directory as
 *   one of all that is in it, at the directory's path. That is mostly no leaf elsewhere, so what a removed directory held
 *   is not wasted.
 * - All copies of a path that stands in two layers are wasted bytes, also the one that is seen in the end.
 * - The first layer is taken for the base image, for one figure, and there only in what it is compared with.
 * - A removal of what is not there ends the reading of its layer, in the order of names, and takes a byte from the least
 *   sizes: the mark for one that is not known yet.
 */
export function diveFigures(tree: MergedTree): DiveFigures {
  const sum = new Float64Array(tree.nodeCount);
  const least = new Float64Array(tree.nodeCount);
  const times = new Uint32Array(tree.nodeCount);
  const stack = new DiveStack(tree);
  for (const [number, index] of tree.layers.entries()) {
    const layer = diveLayer(tree, index);
    // What the first layer removes is looked for in itself.
    if (number === 0) stack.add(layer.all.filter(({ isWhiteout }) => !isWhiteout));
    for (const leaf of layer.leaves) {
      const { node } = leaf;
      const bytes = leaf.isWhiteout ? stack.bytesRemoved(node) : leaf.bytes;
      if (bytes === null) {
        if (times[node] === 0) least[node] = UNKNOWN;
        break;
      }
      sum[node] += bytes;
      least[node] = times[node] === 0 ? bytes : Math.min(least[node], bytes);
      times[node]++;
    }
    stack.add(layer.all);
  }
  return summarize(tree.layers, sum, least, times);
}

const UNKNOWN = -1;

function summarize(
  layers: readonly LayerIndex[],
  sum: Float64Array,
  least: Float64Array,
  times: Uint32Array,
): DiveFigures {
  let [discovered, minimum, wastedBytes] = [0, 0, 0];
  for (let node = 0; node < times.length; node++) {
    discovered += sum[node];
    minimum += least[node];
    if (times[node] > 1) wastedBytes += sum[node];
  }
  const userBytes = layers.slice(1).reduce((bytes, layer) => bytes + layer.shippedBytes, 0);
  return {
    efficiency: discovered === 0 ? 1 : minimum / discovered,
    wastedBytes,
    userWastedShare: wastedBytes / userBytes,
  };
}
