import type { DiffId } from '../image/types.ts';
import type { EntryRef } from '../merge/compare.ts';
import { EntryKind } from '../merge/layerIndex.ts';
import { IMPLIED, type MergedTree, NONE, REMOVED } from '../merge/mergedTree.ts';

/** One of the two trees that are compared: what an image shows after a layer. */
export interface Side {
  readonly tree: MergedTree;
  /** The layer after which it is looked at; −1 for before the first. */
  readonly step: number;
  /** Of all layers of the image. */
  readonly diffIds: readonly DiffId[];
}

/** The last version of a path up to the step, a removal too: what that side decided about it. NONE when nothing did. */
export function decisionOf({ tree, step }: Pick<Side, 'tree' | 'step'>, node: number): number {
  if (node === NONE) return NONE;
  let version = tree.newest.values[node];
  while (version !== NONE && tree.layer.values[version] > step) version = tree.previous.values[version];
  return version;
}

export function isThere({ tree }: Side, decision: number): boolean {
  return decision !== NONE && tree.entry.values[decision] !== REMOVED;
}

/** Both show the same version of the same path of one tree. */
export function isOneVersion(a: Side, versionA: number, b: Side, versionB: number): boolean {
  return a.tree === b.tree && versionA === versionB;
}

/** The entry that describes what stands at a version; null for a directory that none describes. */
export function contentOf(
  { tree }: Pick<Side, 'tree'>,
  version: number,
): (EntryRef & { readonly layer: number }) | null {
  if (tree.entry.values[version] === IMPLIED) return null;
  const described = tree.inode.values[version] === NONE ? version : tree.inode.values[version];
  const layer = tree.layer.values[described];
  return { index: tree.layers[layer], entry: tree.entry.values[described], layer };
}

/** Bytes of content; a hard link has its inode's. */
export function sizeAt(side: Pick<Side, 'tree'>, version: number): number {
  const content = contentOf(side, version);
  return content === null ? 0 : content.index.size[content.entry];
}

/** As `LayerIndex.kind` has it: sparse is a matter of storage. */
export function kindAt(side: Side, version: number): EntryKind {
  const content = contentOf(side, version);
  const kind = content === null ? EntryKind.directory : content.index.kind[content.entry];
  return kind === EntryKind.sparse ? EntryKind.file : (kind as EntryKind);
}
