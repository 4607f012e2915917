import type { Grouping } from '../diff/blamedGroups.ts';
import { comparePairs } from '../diff/comparePairs.ts';
import { type Side, sizeAt } from '../diff/side.ts';
import { GrowingIntegers } from '../merge/growing.ts';
import { NONE } from '../merge/mergedTree.ts';
import type { BothTrees } from './bothTrees.ts';
import { DIFFERENCES } from './growthTypes.ts';

/** Contents of at least one byte that either of two trees shows, each under one of its names, in columns. */
export interface ComparedFiles {
  /** As `BothTrees` has it. */
  readonly node: Int32Array;
  readonly before: Float64Array;
  readonly after: Float64Array;
  /** A place in `DIFFERENCES`. */
  readonly difference: Int32Array;
  /** -1 where nothing differs. */
  readonly group: Int32Array;
}

/** Where a name of a content is alike on both sides, that is the one: another name of it takes no room. */
export function comparedFiles(a: Side, b: Side, { nodeOf }: BothTrees, of: Grouping): ComparedFiles {
  const paths = { node: new GrowingIntegers(), a: new GrowingIntegers(), b: new GrowingIntegers() };
  const told = { difference: new GrowingIntegers(), group: new GrowingIntegers() };
  comparePairs(a, b, ({ nodeA, nodeB, versionA, versionB, change, blame }) => {
    paths.node.push(nodeOf(nodeA, nodeB));
    paths.a.push(versionA);
    paths.b.push(versionB);
    told.difference.push(DIFFERENCES.indexOf(change));
    told.group.push(blame === null ? -1 : of[blame.image][blame.layer]);
  });
  const count = paths.node.length;
  const [before, after] = [new Float64Array(count), new Float64Array(count)];
  const [ofA, ofB] = [bytesOnce(a), bytesOnce(b)];
  for (const isAlike of [true, false]) {
    for (let path = 0; path < count; path++) {
      if ((told.difference.values[path] === 0) !== isAlike) continue;
      before[path] = ofA(paths.a.values[path]);
      after[path] = ofB(paths.b.values[path]);
    }
  }
  // To the front, over those that neither side has bytes of.
  let kept = 0;
  for (let path = 0; path < count; path++) {
    if (before[path] === 0 && after[path] === 0) continue;
    before[kept] = before[path];
    after[kept] = after[path];
    for (const column of [paths.node, told.difference, told.group]) column.values[kept] = column.values[path];
    kept++;
  }
  return {
    node: paths.node.values.subarray(0, kept),
    before: before.subarray(0, kept),
    after: after.subarray(0, kept),
    difference: told.difference.values.subarray(0, kept),
    group: told.group.values.subarray(0, kept),
  };
}

/** Of a content the first time; 0 of its other names, and of what is not there. */
function bytesOnce(side: Side): (version: number) => number {
  const seen = new Uint8Array(side.tree.versionCount);
  return (version) => {
    const inode = version === NONE ? NONE : side.tree.inode.values[version];
    if (inode === NONE || seen[inode] === 1) return 0;
    seen[inode] = 1;
    return sizeAt(side, version);
  };
}
