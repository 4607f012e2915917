import type { MergedTree } from '../merge/mergedTree.ts';
import { topPaths } from '../topPaths.ts';
import { SEEN_PATHS, type SeenPath, type Sighting } from './sighting.ts';

/** What sightings are told apart by. */
type Sort = Pick<Sighting, 'rule' | 'kind' | 'layer' | 'hiddenBy'>;

/** Counts files up to sightings: one for each rule, kind, layer, and layer that hid them. */
export interface SightingCount {
  /** @param place Node of the uppermost path that the rule knows the file by, if it does. */
  add(sort: Sort, file: { readonly node: number; readonly bytes: number }, place?: number): void;
  /** In the order of layers, those with most bytes first. */
  finish(): Sighting[];
}

export function sightingCount(tree: MergedTree): SightingCount {
  const counts = new Map<string, Count>();
  let last: Count | null = null;
  return {
    add(sort, { node, bytes }, place) {
      // Files of one sort mostly follow each other.
      const count: Count = last !== null && isSame(last.sort, sort) ? last : countOf(sort);
      last = count;
      count.files++;
      count.bytes += bytes;
      if (count.top.takes(bytes)) count.top.add(node, bytes, null);
      if (place !== undefined) count.places.set(place, (count.places.get(place) ?? 0) + bytes);
    },
    finish: () =>
      Array.from(counts.values(), ({ sort, files, bytes, top, places }) => ({
        ...sort,
        files,
        bytes,
        paths: top.finish(tree).map(({ path, bytes: size }) => ({ path, bytes: size })),
        places: largestPlaces(tree, places),
      })).sort(inOrder),
  };

  function countOf(sort: Sort): Count {
    const key = `${sort.rule} ${sort.kind} ${sort.layer} ${sort.hiddenBy}`;
    const known = counts.get(key);
    if (known !== undefined) return known;
    const count = newCount(sort);
    counts.set(key, count);
    return count;
  }
}

function isSame(a: Sort, b: Sort): boolean {
  return a.layer === b.layer && a.hiddenBy === b.hiddenBy && a.rule === b.rule && a.kind === b.kind;
}

interface Count {
  readonly sort: Sort;
  files: number;
  bytes: number;
  readonly top: ReturnType<typeof topPaths<null>>;
  readonly places: Map<number, number>;
}

function newCount(sort: Sort): Count {
  return { sort, files: 0, bytes: 0, top: topPaths<null>(SEEN_PATHS), places: new Map() };
}

function largestPlaces(tree: MergedTree, places: ReadonlyMap<number, number>): SeenPath[] {
  const top = topPaths<null>(SEEN_PATHS);
  for (const [node, bytes] of places) if (top.takes(bytes)) top.add(node, bytes, null);
  return top.finish(tree).map(({ path, bytes }) => ({ path, bytes }));
}

export function inOrder(a: Sighting, b: Sighting): number {
  return (
    a.layer - b.layer ||
    b.bytes - a.bytes ||
    compare(a.rule, b.rule) ||
    compare(a.kind, b.kind) ||
    (a.hiddenBy ?? -1) - (b.hiddenBy ?? -1)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
