import { decisionOf } from '../diff/side.ts';
import type { Change } from '../merge/changes.ts';
import { compareInodes } from '../merge/compare.ts';
import { type MergedTree, NONE, REMOVED } from '../merge/mergedTree.ts';

/** A tree as someone looks at it: what it shows, and since when its changes are told. */
export interface View {
  readonly tree: MergedTree;
  /** Changes are told of the layers from this one to `last`, against the tree before it; first > last tells none. */
  readonly first: number;
  /** The tree after this layer is shown; −1 is the empty tree. */
  readonly last: number;
}

/** What the layers of a view did to one path. */
export interface PathState {
  /** The version that is shown; NONE when nothing stands there. */
  readonly version: number;
  /** The version that stood there before the layers; NONE when none did. */
  readonly before: number;
  /** Null for what they left alone, and for directories that stay, come or go. For one layer it is `changeOf`. */
  readonly change: Change | null;
  /** It stood there before, as a directory too, and is no longer there. */
  readonly gone: boolean;
}

/**
 * Compares the tree before the layers with the one after them. A path that they wrote and that is as before is
 * `identical`: it was shipped again. Contents must be hashed as `wantedHashes` asks, and for several layers
 * `hashesOfRange` too.
 */
export function stateOf(view: View, node: number): PathState {
  const { tree, first, last } = view;
  const decision = decisionOf({ tree, step: last }, node);
  const untouched = decisionBefore(tree, decision, first);
  const version = unlessRemoved(tree, decision);
  const before = unlessRemoved(tree, untouched);
  const change = decision === untouched ? null : changeBetween(tree, before, version);
  return { version, before, change, gone: before !== NONE && version === NONE };
}

/** The path is there, or was taken away by the layers of the view: it has a row in a list. */
export function isListed(view: View, node: number): boolean {
  return listedVersion(view, node) !== NONE;
}

/** The version that a row tells of: what is shown, of what is gone what was there. NONE for neither. */
export function listedVersion({ tree, first, last }: View, node: number): number {
  const decision = decisionOf({ tree, step: last }, node);
  const version = unlessRemoved(tree, decision);
  return version === NONE ? unlessRemoved(tree, decisionBefore(tree, decision, first)) : version;
}

function decisionBefore(tree: MergedTree, decision: number, first: number): number {
  let version = decision;
  while (version !== NONE && tree.layer.values[version] >= first) version = tree.previous.values[version];
  return version;
}

function unlessRemoved(tree: MergedTree, decision: number): number {
  return decision !== NONE && tree.entry.values[decision] !== REMOVED ? decision : NONE;
}

/** As `changeOf` has it: a directory counts as nothing, so in place of a file it removes that file. */
function changeBetween(tree: MergedTree, before: number, version: number): Change | null {
  const covered = fileOrNone(tree, before);
  const written = fileOrNone(tree, version);
  if (written === NONE) return covered === NONE ? null : 'removed';
  if (covered === NONE) return 'added';
  return compareInodes(tree, tree.inode.values[covered], tree.inode.values[written]);
}

function fileOrNone(tree: MergedTree, version: number): number {
  return version !== NONE && !tree.isDirectory(version) ? version : NONE;
}
