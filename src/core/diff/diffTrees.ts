import type { EntryKind } from '../merge/layerIndex.ts';
import { NONE } from '../merge/mergedTree.ts';
import { compareBytes } from '../merge/xattrs.ts';
import { type Blame, comparePairs, type Difference } from './comparePairs.ts';
import { kindAt, type Side, sizeAt } from './side.ts';

/** A path that the two trees do not have alike. */
export interface PathDifference {
  /** As bytes, without a leading slash. */
  readonly path: Uint8Array;
  readonly change: Difference;
  /** Null on the side that does not have it. */
  readonly a: Standing | null;
  readonly b: Standing | null;
  readonly blame: Blame;
}

/** What stands at a path on one side. */
export interface Standing {
  readonly kind: EntryKind;
  /** Of content; each name of a file has all of it. */
  readonly bytes: number;
  /** Equal for names of one file. */
  readonly inode: number;
  /** The layer that last wrote the path. */
  readonly layer: number;
}

export interface TreeDifference {
  /** Sorted by path. */
  readonly paths: readonly PathDifference[];
  /** Paths that both have alike. */
  readonly same: number;
}

/**
 * Compares two trees, of one image or of two, directories too; times do not count. Linear in the paths. Contents must
 * be hashed as `hashesToCompare` asks; two of one size without a hash count as different.
 */
export function diffTrees(a: Side, b: Side): TreeDifference {
  const paths: PathDifference[] = [];
  let same = 0;
  comparePairs(a, b, ({ nodeA, nodeB, versionA, versionB, change, blame }) => {
    if (change === 'identical') {
      same++;
      return;
    }
    const path = nodeB === NONE ? a.tree.pathBytes(nodeA) : b.tree.pathBytes(nodeB);
    paths.push({ path, change, a: standing(a, versionA), b: standing(b, versionB), blame: blame() });
  });
  return { paths: paths.sort((one, other) => compareBytes(one.path, other.path)), same };
}

function standing(side: Side, version: number): Standing | null {
  if (version === NONE) return null;
  const [layer, inode] = [side.tree.layer.values[version], side.tree.inode.values[version]];
  return { kind: kindAt(side, version), bytes: sizeAt(side, version), inode, layer };
}
