import type { MergedTree } from '../merge/mergedTree.ts';

/**
 * Sorts nodes by the bytes of their names, in place. A quicksort on one byte at a time, in three parts: names of one
 * directory share long beginnings, which are looked at once here and by each comparison elsewhere.
 * https://sedgewick.io/wp-content/themes/sedgewick/papers/1997Strings.pdf
 */
export function sortByName({ names }: MergedTree, nodes: Uint32Array): Uint32Array {
  const { bytes } = names.names;
  const ends = names.nameEnd.values;
  const byteOf = (node: number, depth: number): number => {
    const at = (node === 0 ? 0 : ends[node - 1]) + depth;
    return at < ends[node] ? bytes[at] : -1;
  };
  // Not by recursion: names are long, and hostile ones split badly.
  const left = [0, nodes.length, 0];
  for (let depth = left.pop(); depth !== undefined; depth = left.pop()) {
    const [end, start] = [left.pop() ?? 0, left.pop() ?? 0];
    if (end - start < 2) continue;
    const pivot = byteOf(nodes[(start + end) >>> 1], depth);
    const [low, high] = partition(nodes, start, end, (node) => byteOf(node, depth) - pivot);
    left.push(start, low, depth, high, end, depth);
    if (pivot >= 0) left.push(low, high, depth + 1);
  }
  return nodes;
}

/** Gives the part that is equal to the pivot; smaller ones stand before it, larger ones behind. */
function partition(
  nodes: Uint32Array,
  start: number,
  end: number,
  compare: (node: number) => number,
): readonly [low: number, high: number] {
  let [low, high] = [start, end];
  for (let i = start; i < high; ) {
    const node = nodes[i];
    const order = compare(node);
    if (order === 0) i++;
    else {
      const other = order < 0 ? low++ : --high;
      nodes[i] = nodes[other];
      nodes[other] = node;
      if (order < 0) i++;
    }
  }
  return [low, high];
}
