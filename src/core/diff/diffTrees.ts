import type { EntryKind } from '../merge/layerIndex.ts';
import { NONE } from '../merge/mergedTree.ts';
import { compareBytes } from '../merge/xattrs.ts';
import { comparePath } from './comparePaths.ts';
import { pairPaths } from './pairPaths.ts';
import { decisionOf, isThere, kindAt, type Side, sizeAt } from './side.ts';

/** A path that the two trees do not have alike. */
export interface PathDifference {
  /** As bytes, without a leading slash. */
  readonly path: Uint8Array;
  /** Told as from A to B. `metadata`: the same content, another mode, owner or attributes. */
  readonly change: 'added' | 'removed' | 'modified' | 'metadata';
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

/** The layer that made the difference. */
export interface Blame {
  readonly image: 'a' | 'b';
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
  const shared = sharedLayers(a, b);
  let same = 0;
  pairPaths(a.tree, b.tree, (nodeA, nodeB) => {
    const [decisionA, decisionB] = [decisionOf(a, nodeA), decisionOf(b, nodeB)];
    const [versionA, versionB] = [isThere(a, decisionA) ? decisionA : NONE, isThere(b, decisionB) ? decisionB : NONE];
    if (versionA === NONE && versionB === NONE) return;
    const change = changeOf(a, versionA, b, versionB);
    if (change === 'identical') {
      same++;
      return;
    }
    const path = nodeB === NONE ? a.tree.pathBytes(nodeA) : b.tree.pathBytes(nodeB);
    const blame = blameOf(a, decisionA, b, decisionB, shared, change);
    paths.push({ path, change, a: standing(a, versionA), b: standing(b, versionB), blame });
  });
  return { paths: paths.sort((one, other) => compareBytes(one.path, other.path)), same };
}

function changeOf(a: Side, versionA: number, b: Side, versionB: number): PathDifference['change'] | 'identical' {
  if (versionA === NONE) return 'added';
  return versionB === NONE ? 'removed' : comparePath(a, versionA, b, versionB);
}

/**
 * The last layer that wrote or removed the path, in B unless that is a layer which both share or B never had it. Layers
 * that both share made no difference.
 */
function blameOf(
  a: Side,
  decisionA: number,
  b: Side,
  decisionB: number,
  shared: number,
  change: PathDifference['change'],
): Blame {
  const layerB = decisionB === NONE ? NONE : b.tree.layer.values[decisionB];
  const inB = layerB >= shared || decisionA === NONE;
  const [side, decision] = inB ? [b, decisionB] : [a, decisionA];
  const version = directoryMaker(side, decision, shared, change === 'metadata');
  return { image: inB ? 'b' : 'a', layer: side.tree.layer.values[version] };
}

/**
 * Tars repeat the directories above their files. So of a directory the layer that made it is to blame, or where only its
 * attributes differ the one that gave it those.
 */
function directoryMaker(side: Side, decision: number, shared: number, alike: boolean): number {
  const { tree } = side;
  let version = decision;
  for (let before = version; before !== NONE && tree.isDirectory(before); before = tree.previous.values[before]) {
    if (tree.layer.values[before] < shared) break;
    if (alike && comparePath(side, before, side, version) !== 'identical') break;
    version = before;
  }
  return version;
}

/** How many layers, from the bottom, both sides have: the same stack gives the same tree. */
function sharedLayers(a: Side, b: Side): number {
  const most = Math.min(a.step, b.step) + 1;
  let shared = 0;
  while (shared < most && a.diffIds[shared] === b.diffIds[shared]) shared++;
  return shared;
}

function standing(side: Side, version: number): Standing | null {
  if (version === NONE) return null;
  const [layer, inode] = [side.tree.layer.values[version], side.tree.inode.values[version]];
  return { kind: kindAt(side, version), bytes: sizeAt(side, version), inode, layer };
}
