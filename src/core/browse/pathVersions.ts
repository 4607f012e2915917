import { type Change, changeOf, coverOfDead } from '../merge/changes.ts';
import { compareInodes, type Difference } from '../merge/compare.ts';
import { attributesOf, type PathAttributes } from '../merge/listTree.ts';
import { IMPLIED, type MergedTree, NONE, REMOVED } from '../merge/mergedTree.ts';
import { mtimeOf } from './describePath.ts';

/** What one layer did with a path. */
export interface PathVersion extends Omit<PathAttributes, 'type'> {
  readonly layer: number;
  /** Told against the layer below; null for directories that stay or come, and for what is `replaced`. */
  readonly change: Change | null;
  /** Null where the layer removed it. */
  readonly type: PathAttributes['type'] | null;
  /** Seconds since 1970; 0 for a directory that no layer describes. */
  readonly mtime: number;
  readonly removed: boolean;
  /** A directory that no entry of the layer describes. */
  readonly implied: boolean;
  /** Shipped, but a later entry of the same layer took its place. */
  readonly replaced: boolean;
  /** The entry that holds the content, of a hard link that of its target; null for directories and removals. */
  readonly content: { readonly layer: number; readonly entry: number } | null;
  /** Whether the final tree shows that content under some name. */
  readonly state: 'visible' | 'wasted' | 'none';
  /** Who took the last name of that content away, and what stands in its place. */
  readonly hiddenBy: { readonly layer: number; readonly how: Difference | 'removed' } | null;
}

/** The history of a path, newest first. Contents must be hashed as `wantedHashes` asks. */
export function pathVersions(tree: MergedTree, node: number): PathVersion[] {
  const found = replacedRows(tree, node).map((version) => describeVersion(tree, version, true));
  for (let version = tree.newest.values[node]; version !== NONE; version = tree.previous.values[version])
    found.push(describeVersion(tree, version, false));
  return found.sort((a, b) => b.layer - a.layer || Number(a.replaced) - Number(b.replaced));
}

/** Newest first. They are in no chain, so all rows are looked at. */
function replacedRows(tree: MergedTree, node: number): number[] {
  const chain = new Set<number>();
  for (let version = tree.newest.values[node]; version !== NONE; version = tree.previous.values[version])
    chain.add(version);
  const replaced: number[] = [];
  for (let row = tree.versionCount - 1; row >= 0; row--) {
    if (tree.node.values[row] === node && tree.inode.values[row] === row && !chain.has(row)) replaced.push(row);
  }
  return replaced;
}

function describeVersion(tree: MergedTree, version: number, replaced: boolean): PathVersion {
  const entry = tree.entry.values[version];
  const inode = tree.inode.values[version];
  const removed = entry === REMOVED;
  return {
    layer: tree.layer.values[version],
    change: replaced ? null : changeOf(tree, version),
    ...(removed ? NOTHING : attributesOf(tree, version)),
    mtime: removed ? 0 : mtimeOf(tree, version),
    removed,
    implied: entry === IMPLIED,
    replaced,
    content: inode === NONE ? null : { layer: tree.layer.values[inode], entry: tree.entry.values[inode] },
    state: inode === NONE ? 'none' : tree.isVisible(inode) ? 'visible' : 'wasted',
    hiddenBy: inode === NONE ? null : hiderOf(tree, inode),
  };
}

const NOTHING = { type: null, size: 0, mode: 0, uid: 0, gid: 0, linkname: '' } as const;

function hiderOf(tree: MergedTree, inode: number): PathVersion['hiddenBy'] {
  const layer = tree.deadSince(inode);
  if (layer === NONE) return null;
  const cover = coverOfDead(tree, inode);
  return { layer, how: cover === NONE ? 'removed' : compareInodes(tree, inode, cover) };
}
