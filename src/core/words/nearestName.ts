/** The name that was probably meant by `name`; null when none is like it. */
export function nearestName(name: string, known: readonly string[]): string | null {
  // So many slips of the pen are forgiven.
  const most = Math.max(1, Math.floor(Math.min(name.length, LONGEST) / 3));
  const best = known
    .map((candidate) => ({ candidate, distance: slips(name.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)
    .at(0);
  return best !== undefined && best.distance <= most ? best.candidate : null;
}

/** Longer ones are no slip of the pen, and would cost time. */
const LONGEST = 64;

/** How many letters have to be put in, left out or changed. https://en.wikipedia.org/wiki/Levenshtein_distance */
function slips(a: string, b: string): number {
  if (Math.max(a.length, b.length) > LONGEST) return a === b ? 0 : LONGEST;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + Number(a[i - 1] !== b[j - 1])));
    }
    row = next;
  }
  return row[b.length];
}
