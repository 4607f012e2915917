/**
 * A sorted copy, by merging runs of twice the length each time, stable. The engine's own sort with a comparison puts all
 * numbers into lists of objects first, which for a large image takes more memory than the numbers.
 */
export function sortIntegers(numbers: Uint32Array, compare: (a: number, b: number) => number): Uint32Array {
  let from = numbers.slice();
  let to = new Uint32Array(numbers.length);
  for (let width = 1; width < numbers.length; width *= 2) {
    for (let start = 0; start < numbers.length; start += 2 * width) mergeRuns(from, to, start, width, compare);
    [from, to] = [to, from];
  }
  return from;
}

/** Merges the run of `width` numbers at `start` with the one behind it; at the end either may be shorter. */
function mergeRuns(
  from: Uint32Array,
  to: Uint32Array,
  start: number,
  width: number,
  compare: (a: number, b: number) => number,
): void {
  const middle = Math.min(start + width, from.length);
  const end = Math.min(middle + width, from.length);
  let [left, right] = [start, middle];
  for (let at = start; at < end; at++) {
    const takesLeft = left < middle && (right >= end || compare(from[left], from[right]) <= 0);
    to[at] = takesLeft ? from[left++] : from[right++];
  }
}
