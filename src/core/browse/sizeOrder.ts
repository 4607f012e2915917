/** The nodes, largest first; those of one size stay in their order. `sizes` has one for each position of `nodes`. */
export function largestFirst(nodes: Uint32Array, sizes: Float64Array): Uint32Array {
  // Sorting numbers without a comparison function is an order of magnitude faster; their places are found in it then.
  const descending = sizes.map((size) => -size).sort();
  const placed = new Uint32Array(nodes.length);
  const result = new Uint32Array(nodes.length);
  for (let i = 0; i < nodes.length; i++) {
    const first = firstOf(descending, -sizes[i]);
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
