import { compareEntries, type Difference, type EntryRef, isHashed, onlyHashesTell } from '../merge/compare.ts';
import { EntryMarks } from '../merge/entryMarks.ts';
import { NO_EXTRA } from '../merge/layerIndex.ts';
import { pairPaths } from './pairPaths.ts';
import { contentOf, decisionOf, isOneVersion, isThere, kindAt, type Side } from './side.ts';

/** The entries whose hashes a comparison needs, layer by layer, ascending, as `OpenImage.hashContents` takes them. */
export interface WantedHashes {
  readonly a: readonly Uint32Array[];
  readonly b: readonly Uint32Array[];
}

/**
 * Files of one path and one size, which only their hashes can tell apart. Not the entries of a layer that both images
 * have: such a layer is the same to the last byte.
 */
export function hashesToCompare(a: Side, b: Side): WantedHashes {
  const [wantedA, wantedB] = [new EntryMarks(a.tree), new EntryMarks(b.tree)];
  pairPaths(a.tree, b.tree, (nodeA, nodeB) => {
    const [versionA, versionB] = [decisionOf(a, nodeA), decisionOf(b, nodeB)];
    if (isOneVersion(a, versionA, b, versionB) || !isThere(a, versionA) || !isThere(b, versionB)) return;
    const [contentA, contentB] = [contentOf(a, versionA), contentOf(b, versionB)];
    if (contentA === null || contentB === null || isOneEntry(a, contentA, b, contentB)) return;
    if (!onlyHashesTell(contentA, contentB)) return;
    if (!isHashed(contentA.index, contentA.entry)) wantedA.mark(contentA.layer, contentA.entry);
    if (!isHashed(contentB.index, contentB.entry)) wantedB.mark(contentB.layer, contentB.entry);
  });
  return { a: wantedA.finish(), b: wantedB.finish() };
}

/** How a path that stands on both sides differs. Contents must be hashed as `hashesToCompare` asks. */
export function comparePath(a: Side, versionA: number, b: Side, versionB: number): Difference {
  if (isOneVersion(a, versionA, b, versionB)) return 'identical';
  if (kindAt(a, versionA) !== kindAt(b, versionB)) return 'modified';
  const [contentA, contentB] = [contentOf(a, versionA), contentOf(b, versionB)];
  if (contentA === null && contentB === null) return 'identical';
  if (contentA === null || contentB === null) return isPlainDirectory(contentA ?? contentB) ? 'identical' : 'metadata';
  if (isOneEntry(a, contentA, b, contentB)) return 'identical';
  return compareEntries(contentA, contentB);
}

type Content = EntryRef & { readonly layer: number };

/** The same entry of the same layer, in whichever images it is. */
function isOneEntry(a: Side, contentA: Content, b: Side, contentB: Content): boolean {
  return contentA.entry === contentB.entry && a.diffIds[contentA.layer] === b.diffIds[contentB.layer];
}

/** As engines make a directory that no entry describes. */
function isPlainDirectory(content: Content | null): boolean {
  if (content === null) return true;
  const { index, entry } = content;
  return (
    index.mode[entry] === 0o755 && index.uid[entry] === 0 && index.gid[entry] === 0 && index.xattr[entry] === NO_EXTRA
  );
}
