import { type MergedTree, NONE } from '../merge/mergedTree.ts';

/**
 * Calls for every path of either tree, once, with its node in each; NONE where a tree does not know it. The root is left
 * out. Parents stand before their children in both, so each name is looked up once.
 */
export function pairPaths(a: MergedTree, b: MergedTree, visit: (nodeA: number, nodeB: number) => void): void {
  const inB = new Int32Array(a.nodeCount).fill(NONE);
  inB[0] = 0;
  const known = new Uint8Array(b.nodeCount);
  for (let node = 1; node < a.nodeCount; node++) {
    const parent = inB[a.names.parent.values[node]];
    if (parent !== NONE) inB[node] = a === b ? node : sameName(a, node, b, parent);
    if (inB[node] !== NONE) known[inB[node]] = 1;
    visit(node, inB[node]);
  }
  for (let node = 1; node < b.nodeCount; node++) if (known[node] === 0) visit(NONE, node);
}

function sameName({ names }: MergedTree, node: number, other: MergedTree, parent: number): number {
  return other.names.lookup(parent, names.names.bytes, names.nameStart(node), names.nameEnd.values[node]);
}
