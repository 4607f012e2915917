/** The words of an instruction; what stands between them rarely matters. */
export function wordsOf(text: string): readonly string[] {
  return text.split(/[\s"'`=;&|,:(){}[\]<>]+/).filter((word) => word !== '');
}

/** How alike two lists of words are, from 0 to 1, whatever their order (Sørensen–Dice). */
export function similarity(left: readonly string[], right: readonly string[]): number {
  if (left.length + right.length === 0) return 1;
  return (2 * common(left, right)) / (left.length + right.length);
}

/** How much of `part` stands in `whole`, from 0 to 1. */
export function containment(part: readonly string[], whole: readonly string[]): number {
  return part.length === 0 ? 0 : common(part, whole) / part.length;
}

function common(left: readonly string[], right: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const word of left) counts.set(word, (counts.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of right) {
    const count = counts.get(word) ?? 0;
    if (count === 0) continue;
    counts.set(word, count - 1);
    shared++;
  }
  return shared;
}
