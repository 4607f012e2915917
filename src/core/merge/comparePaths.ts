import type { NameTable } from './nameTable.ts';

const SLASH = 0x2f;

/** Compares the paths of two nodes as their bytes compare, without making them: where they part, names decide. */
export function comparePaths(names: NameTable, a: number, b: number): number {
  const parents = names.parent.values;
  const [depthA, depthB] = [depthOf(parents, a), depthOf(parents, b)];
  let [x, y] = [a, b];
  for (let depth = depthA; depth > depthB; depth--) x = parents[x];
  for (let depth = depthB; depth > depthA; depth--) y = parents[y];
  // One lies in the other.
  if (x === y) return depthA - depthB;
  while (parents[x] !== parents[y]) {
    x = parents[x];
    y = parents[y];
  }
  return compareNames(names, x, x !== a, y, y !== b);
}

/** Of siblings; behind a name that is not the last of its path stands a slash. */
function compareNames(names: NameTable, x: number, slashAfterX: boolean, y: number, slashAfterY: boolean): number {
  const { bytes } = names.names;
  const [startX, startY] = [names.nameStart(x), names.nameStart(y)];
  const [lengthX, lengthY] = [names.nameEnd.values[x] - startX, names.nameEnd.values[y] - startY];
  for (let i = 0; i < lengthX && i < lengthY; i++) {
    if (bytes[startX + i] !== bytes[startY + i]) return bytes[startX + i] - bytes[startY + i];
  }
  if (lengthX < lengthY) return slashAfterX ? SLASH - bytes[startY + lengthX] : -1;
  return slashAfterY ? bytes[startX + lengthY] - SLASH : 1;
}

function depthOf(parents: Int32Array, node: number): number {
  let depth = 0;
  for (let at = node; at !== 0; at = parents[at]) depth++;
  return depth;
}
