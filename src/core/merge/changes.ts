import { compareInodes, type Difference, isHashed, needsHash } from './compare.ts';
import { EntryMarks } from './entryMarks.ts';
import { type MergedTree, NONE, REMOVED } from './mergedTree.ts';

/** What a layer did to one path. */
export type Change = 'added' | Difference | 'removed';

/** How many paths a layer changed, directories not counted. */
export type ChangeCounts = Record<Change, number>;

export function noChanges(): ChangeCounts {
  return { added: 0, modified: 0, metadata: 0, identical: 0, removed: 0 };
}

/**
 * What `version` did to its path, told against the tree before its layer; null for directories that stay or come. A
 * directory in place of a file removes the file; a file in place of a directory is added.
 */
export function changeOf(tree: MergedTree, version: number): Change | null {
  const before = coveredBy(tree, version);
  const gone = tree.entry.values[version] === REMOVED || tree.isDirectory(version);
  if (gone) return before === NONE ? null : 'removed';
  if (before === NONE) return 'added';
  return compareInodes(tree, tree.inode.values[before], tree.inode.values[version]);
}

/** The version of a file, link or device that `version` covers or takes away; NONE when there was none. */
export function coveredBy(tree: MergedTree, version: number): number {
  const before = tree.previous.values[version];
  if (before === NONE || tree.entry.values[before] === REMOVED || tree.isDirectory(before)) return NONE;
  return before;
}

/** For each layer its changes. Contents must be hashed where `wantedHashes` asks for it. */
export function countChanges(tree: MergedTree): ChangeCounts[] {
  const counts = tree.layers.map(noChanges);
  forEachVersion(tree, (version) => {
    const change = changeOf(tree, version);
    if (change !== null) counts[tree.layer.values[version]][change]++;
  });
  return counts;
}

/** Calls for each version that is in a chain: what a layer left at a path, not what it replaced itself. */
export function forEachVersion(tree: MergedTree, visit: (version: number) => void): void {
  for (let node = 0; node < tree.nodeCount; node++) {
    for (let version = tree.newest.values[node]; version !== NONE; version = tree.previous.values[version])
      visit(version);
  }
}

/**
 * The entries whose content must be hashed before changes and waste can be told, layer by layer, ascending: files that
 * cover, or are covered by, a file of the same size.
 */
export function wantedHashes(tree: MergedTree): Uint32Array[] {
  const wanted = new EntryMarks(tree);
  const want = (a: number, b: number): void => {
    if (!needsHash(tree, a, b)) return;
    for (const inode of [a, b]) {
      const layer = tree.layer.values[inode];
      const entry = tree.entry.values[inode];
      if (!isHashed(tree.layers[layer], entry)) wanted.mark(layer, entry);
    }
  };
  forEachVersion(tree, (version) => {
    const before = coveredBy(tree, version);
    if (before !== NONE && tree.inode.values[version] !== NONE)
      want(tree.inode.values[before], tree.inode.values[version]);
  });
  for (let inode = 0; inode < tree.versionCount; inode++) {
    const cover = coverOfDead(tree, inode);
    if (cover !== NONE) want(inode, cover);
  }
  return wanted.finish();
}

/** Of a dead inode, the inode that its hiding layer wrote to its path; NONE when it wrote none there. */
export function coverOfDead(tree: MergedTree, inode: number): number {
  const hider = tree.deadSince(inode);
  if (hider === NONE) return NONE;
  const cover = tree.versionAt(tree.node.values[inode], hider);
  return cover !== NONE && tree.layer.values[cover] === hider ? tree.inode.values[cover] : NONE;
}
