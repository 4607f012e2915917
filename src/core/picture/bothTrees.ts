import { nameText } from '../browse/nameText.ts';
import { pairPaths } from '../diff/pairPaths.ts';
import { type MergedTree, NONE } from '../merge/mergedTree.ts';

/** The paths of two trees as one: a node of A keeps its number, and those that only B has follow. 0 is the root. */
export interface BothTrees {
  readonly nodeCount: number;
  /** @param nodeA NONE where A does not know the path. */
  readonly nodeOf: (nodeA: number, nodeB: number) => number;
  /** Parents have lower numbers. */
  readonly parentOf: (node: number) => number;
  /** The last component, for people. */
  readonly nameOf: (node: number) => string;
}

export function bothTrees(a: MergedTree, b: MergedTree): BothTrees {
  const first = a.nodeCount;
  const inA = new Int32Array(b.nodeCount).fill(NONE);
  inA[0] = 0;
  pairPaths(a, b, (nodeA, nodeB) => {
    if (nodeB !== NONE) inA[nodeB] = nodeA;
  });
  const nodeOf = (nodeA: number, nodeB: number): number => (nodeA === NONE ? first + nodeB : nodeA);
  return {
    nodeCount: first + b.nodeCount,
    nodeOf,
    parentOf(node) {
      if (node < first) return a.names.parent.values[node];
      const parent = b.names.parent.values[node - first];
      return nodeOf(inA[parent], parent);
    },
    nameOf: (node) => (node < first ? nameText(a, node) : nameText(b, node - first)),
  };
}
