import type { PathDifference } from './diffTrees.ts';
import { type DifferenceTotals, totalsOf } from './groupByBlame.ts';

/** What differs at one name of a directory, or below it. */
export interface DifferenceRow {
  /** For people, as `pathText` has it; without a leading slash. */
  readonly path: string;
  /** Within the directory that was asked for. */
  readonly name: string;
  /** Of the path itself; null for a directory that both have alike. */
  readonly difference: PathDifference | null;
  /** Of what lies below it; null where nothing differs there. */
  readonly below: BelowTotals | null;
}

export interface BelowTotals extends DifferenceTotals {
  /** Bytes that B has more than A. */
  readonly growth: number;
}

/** A path that differs, with its text. */
export interface NamedDifference {
  readonly text: string;
  readonly difference: PathDifference;
}

/**
 * The rows of one directory, the one with most bytes first. Directories with nothing but another in which something differs are
 * one row: `srv/status/www`. Linear in the paths. Names that only differ where they are no UTF-8 have a row each; what lies below
 * them counts at the first.
 *
 * @param directory Empty for the root.
 */
export function differencesBelow(paths: readonly NamedDifference[], directory: string): DifferenceRow[] {
  const start = directory === '' ? '' : `${directory}/`;
  const own: NamedDifference[] = [];
  const below = new Map<string, NamedDifference[]>();
  for (const named of paths) {
    if (!named.text.startsWith(start)) continue;
    const slash = named.text.indexOf('/', start.length);
    if (slash < 0) own.push(named);
    else {
      const path = named.text.slice(0, slash);
      const there = below.get(path);
      if (there === undefined) below.set(path, [named]);
      else there.push(named);
    }
  }
  const rows = own.map(({ text, difference }): DifferenceRow => {
    const found = below.get(text);
    below.delete(text);
    return { path: text, name: text.slice(start.length), difference, below: sumUp(found) };
  });
  for (const found of below.values()) {
    const path = commonDirectory(found);
    rows.push({ path, name: path.slice(start.length), difference: null, below: sumUp(found) });
  }
  return rows.sort((a, b) => bytesOf(b) - bytesOf(a) || (a.path < b.path ? -1 : 1));
}

/** Bytes that B has more than A at these paths: those of hard links once. */
export function growthOf(paths: readonly PathDifference[]): number {
  const [seenA, seenB] = [new Set<number>(), new Set<number>()];
  let growth = 0;
  for (const { a, b } of paths) {
    if (a !== null && !seenA.has(a.inode)) growth -= a.takes;
    if (b !== null && !seenB.has(b.inode)) growth += b.takes;
    if (a !== null) seenA.add(a.inode);
    if (b !== null) seenB.add(b.inode);
  }
  return growth;
}

function sumUp(named: readonly NamedDifference[] | undefined): BelowTotals | null {
  const paths = named?.map(({ difference }) => difference);
  return paths === undefined ? null : { ...totalsOf(paths), growth: growthOf(paths) };
}

/** The longest directory that all of these lie in. */
function commonDirectory(named: readonly NamedDifference[]): string {
  let common = directoryOf(named[0].text);
  for (const { text } of named) {
    while (!`${directoryOf(text)}/`.startsWith(`${common}/`)) common = directoryOf(common);
  }
  return common;
}

function directoryOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

function bytesOf({ difference, below }: DifferenceRow): number {
  const own = Math.max(difference?.a?.takes ?? 0, difference?.b?.takes ?? 0);
  return own + (below === null ? 0 : below.addedBytes + below.removedBytes + below.changedBytes);
}
