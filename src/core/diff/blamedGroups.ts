import type { Blame } from './comparePairs.ts';
import { growthOf } from './differencesBelow.ts';
import type { PathDifference, TreeDifference } from './diffTrees.ts';
import { type DifferenceTotals, groupByBlame } from './groupByBlame.ts';

/** For each layer of either image the group that it belongs to, such as the instruction that made it. */
export interface Grouping {
  readonly a: readonly number[];
  readonly b: readonly number[];
}

export interface GroupTotals extends DifferenceTotals {
  readonly group: number;
  /** Bytes that B has more than A. */
  readonly growth: number;
}

/** What each group is to blame for, the one with most bytes first; groups without differences are left out. */
export function blamedGroups({ paths }: TreeDifference, of: Grouping): GroupTotals[] {
  const groupOf = ({ image, layer }: Blame): number => of[image][layer];
  const byGroup = new Map<number, PathDifference[]>();
  for (const path of paths) {
    const group = groupOf(path.blame);
    const there = byGroup.get(group);
    if (there === undefined) byGroup.set(group, [path]);
    else there.push(path);
  }
  return groupByBlame(paths, groupOf, String).map(({ blamed, ...totals }) => {
    return { group: blamed, ...totals, growth: growthOf(byGroup.get(blamed) ?? []) };
  });
}
