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
  /** What of them counts: none where the content has another name that both sides have alike, for it is there all the same. */
  takes: number;
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
  const differing: PathDifference[] = [];
  const [alikeA, alikeB] = [new Uint8Array(a.tree.versionCount), new Uint8Array(b.tree.versionCount)];
  let same = 0;
  comparePairs(a, b, ({ nodeA, nodeB, versionA, versionB, change, blame }) => {
    if (change === 'identical' || blame === null) {
      same++;
      markInode(a, versionA, alikeA);
      markInode(b, versionB, alikeB);
      return;
    }
    const path = nodeB === NONE ? a.tree.pathBytes(nodeA) : b.tree.pathBytes(nodeB);
    differing.push({ path, change, a: standing(a, versionA), b: standing(b, versionB), blame });
  });
  for (const { a: inA, b: inB } of differing) {
    if (inA !== null && alikeA[inA.inode] === 1) inA.takes = 0;
    if (inB !== null && alikeB[inB.inode] === 1) inB.takes = 0;
  }
  return { paths: differing.sort((one, other) => compareBytes(one.path, other.path)), same };
}

function markInode({ tree }: Side, version: number, marks: Uint8Array): void {
  const inode = tree.inode.values[version];
  if (inode !== NONE) marks[inode] = 1;
}

function standing(side: Side, version: number): Standing | null {
  if (version === NONE) return null;
  const [layer, inode] = [side.tree.layer.values[version], side.tree.inode.values[version]];
  const bytes = sizeAt(side, version);
  return { kind: kindAt(side, version), bytes, takes: bytes, inode, layer };
}
