import type { Blame } from './comparePairs.ts';
import type { PathDifference, Standing } from './diffTrees.ts';

/** Paths that differ, and bytes: those of hard links once, and none that both sides have under another name. */
export interface DifferenceTotals {
  readonly added: number;
  readonly removed: number;
  readonly modified: number;
  readonly metadata: number;
  /** Of added paths. */
  readonly addedBytes: number;
  /** Of removed paths. */
  readonly removedBytes: number;
  /** Of modified paths and those with other metadata, as B has them. */
  readonly changedBytes: number;
}

export interface BlamedGroup<Key> extends DifferenceTotals {
  readonly blamed: Key;
}

/** One group for each `keyOf` that is not the same string in `nameOf`, the one with most bytes first. */
export function groupByBlame<Key>(
  paths: readonly PathDifference[],
  keyOf: (blame: Blame) => Key,
  nameOf: (key: Key) => string,
): BlamedGroup<Key>[] {
  const groups = new Map<string, { readonly blamed: Key; readonly paths: PathDifference[] }>();
  for (const path of paths) {
    const blamed = keyOf(path.blame);
    const name = nameOf(blamed);
    const group = groups.get(name) ?? { blamed, paths: [] };
    group.paths.push(path);
    groups.set(name, group);
  }
  return [...groups.values()]
    .map((group) => ({ blamed: group.blamed, ...totalsOf(group.paths) }))
    .sort((a, b) => weight(b) - weight(a));
}

export function totalsOf(paths: readonly PathDifference[]): DifferenceTotals {
  const totals = { added: 0, removed: 0, modified: 0, metadata: 0, addedBytes: 0, removedBytes: 0, changedBytes: 0 };
  const [added, removed, changed] = [new Set<number>(), new Set<number>(), new Set<number>()];
  for (const { change, a, b } of paths) {
    totals[change]++;
    if (b === null) totals.removedBytes += bytesOnce(removed, a);
    else if (a === null) totals.addedBytes += bytesOnce(added, b);
    else totals.changedBytes += bytesOnce(changed, b);
  }
  return totals;
}

function bytesOnce(seen: Set<number>, standing: Standing | null): number {
  if (standing === null || seen.has(standing.inode)) return 0;
  seen.add(standing.inode);
  return standing.takes;
}

function weight({ addedBytes, removedBytes, changedBytes }: DifferenceTotals): number {
  return addedBytes + removedBytes + changedBytes;
}
