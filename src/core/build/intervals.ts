/** Times at which something was begun, each with the time of its end, in milliseconds; null while it goes on. */
export type Intervals = ReadonlyMap<number, number | null>;

/** Seconds that something took: what overlaps counts once. Null without a beginning, and while it goes on. */
export function secondsOf(intervals: Intervals): number | null {
  if (intervals.size === 0) return null;
  let total = 0;
  let until = -Infinity;
  for (const [start, end] of [...intervals].sort(([a], [b]) => a - b)) {
    if (end === null) return null;
    total += Math.max(0, end - Math.max(start, until));
    until = Math.max(until, end);
  }
  return total / 1000;
}
