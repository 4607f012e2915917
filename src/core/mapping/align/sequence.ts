/**
 * Weighted alignment of two sequences: the pairs whose weights add up to the most, no two of them crossing (Needleman–
 * Wunsch without costs for gaps). One pass from the front and one from the back give the best total through every single
 * pair, and so how much would be lost if it stood elsewhere: its margin. A pair that could as well be another one, such
 * as one of two equal instructions after the other was deleted, has the margin 0.
 */

export interface Pair {
  readonly row: number;
  readonly column: number;
  /** What the best alignment loses when this row or this column goes into another pair. */
  readonly margin: number;
}

/** Half-open. */
export interface Block {
  readonly rows: readonly [from: number, to: number];
  readonly columns: readonly [from: number, to: number];
}

/** @param weight 0 where row and column cannot be a pair */
export function alignSequences(
  { rows, columns }: Block,
  weight: (row: number, column: number) => number,
): readonly Pair[] {
  const table = weigh(rows, columns, weight);
  const front = bestBefore(table);
  const back = bestAfter(table);
  return trace(table, front).map(({ row, column }) => ({
    row: row + rows[0],
    column: column + columns[0],
    margin: margin(table, front, back, row, column),
  }));
}

interface Table {
  readonly height: number;
  readonly width: number;
  readonly weights: Float64Array;
}

function weigh(
  [top, bottom]: Block['rows'],
  [left, right]: Block['columns'],
  weight: (row: number, column: number) => number,
): Table {
  const height = Math.max(0, bottom - top);
  const width = Math.max(0, right - left);
  const weights = new Float64Array(height * width);
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) weights[row * width + column] = weight(row + top, column + left);
  return { height, width, weights };
}

/** At (row, column): the most that the rows and columns before it can weigh. */
function bestBefore({ height, width, weights }: Table): Float64Array {
  const best = new Float64Array((height + 1) * (width + 1));
  for (let row = 1; row <= height; row++)
    for (let column = 1; column <= width; column++) {
      const at = row * (width + 1) + column;
      const pair = weights[(row - 1) * width + column - 1] ?? 0;
      const both = pair > 0 ? (best[at - width - 2] ?? 0) + pair : 0;
      best[at] = Math.max(both, best[at - 1] ?? 0, best[at - width - 1] ?? 0);
    }
  return best;
}

/** At (row, column): the most that the rows and columns from it on can weigh. */
function bestAfter({ height, width, weights }: Table): Float64Array {
  const best = new Float64Array((height + 1) * (width + 1));
  for (let row = height - 1; row >= 0; row--)
    for (let column = width - 1; column >= 0; column--) {
      const at = row * (width + 1) + column;
      const pair = weights[row * width + column] ?? 0;
      const both = pair > 0 ? (best[at + width + 2] ?? 0) + pair : 0;
      best[at] = Math.max(both, best[at + 1] ?? 0, best[at + width + 1] ?? 0);
    }
  return best;
}

/** From the end; of equal choices the latest columns, since a base's entries stand first. */
function trace({ height, width, weights }: Table, best: Float64Array): readonly Omit<Pair, 'margin'>[] {
  const pairs: Omit<Pair, 'margin'>[] = [];
  for (let row = height, column = width; row > 0 && column > 0; ) {
    const at = row * (width + 1) + column;
    const pair = weights[(row - 1) * width + column - 1] ?? 0;
    const both = pair > 0 ? (best[at - width - 2] ?? 0) + pair : -1;
    if (both === best[at]) pairs.push({ row: --row, column: --column });
    else if (best[at - width - 1] === best[at]) row--;
    else column--;
  }
  return pairs.reverse();
}

function margin(table: Table, front: Float64Array, back: Float64Array, row: number, column: number): number {
  const { height, width, weights } = table;
  const through = (atRow: number, atColumn: number): number => {
    const pair = weights[atRow * width + atColumn] ?? 0;
    if (pair === 0) return 0;
    return pair + (front[atRow * (width + 1) + atColumn] ?? 0) + (back[(atRow + 1) * (width + 1) + atColumn + 1] ?? 0);
  };
  let other = 0;
  for (let another = 0; another < width; another++)
    if (another !== column) other = Math.max(other, through(row, another));
  for (let another = 0; another < height; another++)
    if (another !== row) other = Math.max(other, through(another, column));
  return (front[height * (width + 1) + width] ?? 0) - other;
}
