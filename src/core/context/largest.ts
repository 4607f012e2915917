/** The few largest of many, the largest first; of equal ones those that come first. Without sorting all. */
export function largest<T extends { readonly bytes: number }>(items: Iterable<T>, most: number): readonly T[] {
  const found: T[] = [];
  for (const item of items) {
    if (item.bytes <= 0 || (found.length === most && item.bytes <= found[most - 1].bytes)) continue;
    let at = found.length;
    while (at > 0 && found[at - 1].bytes < item.bytes) at--;
    found.splice(at, 0, item);
    if (found.length > most) found.pop();
  }
  return found;
}
