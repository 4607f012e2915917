/** By a place in `WAYS`: removed, overwritten, shipped again; null for what is visible. */
export function wayOf(how: number): 0 | 1 | 2 | null {
  if (how === 0) return null;
  return how === 1 ? 0 : how === 2 ? 1 : 2;
}

/** By a place in `CHANGES`: added, overwrote, shipped again. */
export function kindOf(change: number): 0 | 1 | 2 {
  return change === 0 ? 0 : change === 1 ? 1 : 2;
}
