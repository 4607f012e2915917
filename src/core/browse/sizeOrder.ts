/** The nodes, largest first; those of one size stay in their order. */
export function largestFirst(nodes: Uint32Array, sizeOf: (node: number) => number): Uint32Array {
  // Negative, so that ascending order has the largest first.
  const keys = new Float64Array(nodes.length);
  for (let i = 0; i < nodes.length; i++) keys[i] = -sizeOf(nodes[i]);
  // Numbers are sorted many times faster without a comparison function; each node then finds its place among them.
  const sorted = keys.slice().sort();
  const placed = new Uint32Array(nodes.length);
  const result = new Uint32Array(nodes.length);
  for (let i = 0; i < nodes.length; i++) {
    const first = firstOf(sorted, keys[i]);
    result[first + placed[first]++] = nodes[i];
  }
  return result;
}

function firstOf(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
