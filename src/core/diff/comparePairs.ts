import { NONE } from '../merge/mergedTree.ts';
import { comparePath } from './comparePaths.ts';
import { pairPaths } from './pairPaths.ts';
import { decisionOf, isThere, type Side } from './side.ts';

/** Told as from A to B. `metadata`: the same content, another mode, owner or attributes. */
export type Difference = 'added' | 'removed' | 'modified' | 'metadata';

/** The layer that made the difference. */
export interface Blame {
  readonly image: 'a' | 'b';
  readonly layer: number;
}

/** A path that at least one of two trees shows. What one side does not have is NONE there. */
export interface ComparedPath {
  nodeA: number;
  nodeB: number;
  versionA: number;
  versionB: number;
  change: Difference | 'identical';
  /** Null of what is identical. */
  blame: Blame | null;
}

/** Calls for every path that either side shows, as `pairPaths` does: with the same object each time. */
export function comparePairs(a: Side, b: Side, visit: (path: Readonly<ComparedPath>) => void): void {
  const shared = sharedLayers(a, b);
  const path: ComparedPath = {
    nodeA: NONE,
    nodeB: NONE,
    versionA: NONE,
    versionB: NONE,
    change: 'identical',
    blame: null,
  };
  pairPaths(a.tree, b.tree, (nodeA, nodeB) => {
    const decisionA = decisionOf(a, nodeA);
    const decisionB = decisionOf(b, nodeB);
    const versionA = isThere(a, decisionA) ? decisionA : NONE;
    const versionB = isThere(b, decisionB) ? decisionB : NONE;
    if (versionA === NONE && versionB === NONE) return;
    const change = changeOf(a, versionA, b, versionB);
    path.nodeA = nodeA;
    path.nodeB = nodeB;
    path.versionA = versionA;
    path.versionB = versionB;
    path.change = change;
    path.blame = change === 'identical' ? null : blameOf(a, decisionA, b, decisionB, shared, change === 'metadata');
    visit(path);
  });
}

function changeOf(a: Side, versionA: number, b: Side, versionB: number): Difference | 'identical' {
  if (versionA === NONE) return 'added';
  return versionB === NONE ? 'removed' : comparePath(a, versionA, b, versionB);
}

/**
 * The last layer that wrote or removed the path, in B unless that is a layer which both share or B never had it. Layers
 * that both share made no difference.
 */
function blameOf(a: Side, decisionA: number, b: Side, decisionB: number, shared: number, isMetadata: boolean): Blame {
  const layerB = decisionB === NONE ? NONE : b.tree.layer.values[decisionB];
  const inB = layerB >= shared || decisionA === NONE;
  const [side, decision] = inB ? [b, decisionB] : [a, decisionA];
  const version = directoryMaker(side, decision, shared, isMetadata);
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
