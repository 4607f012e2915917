import { bytesAt, equalBytes } from './byteTable.ts';
import { EntryKind, HASH_BYTES, type LayerIndex, NO_EXTRA } from './layerIndex.ts';
import type { MergedTree } from './mergedTree.ts';

/** How a path differs from what it covers. */
export type Difference = 'modified' | 'metadata' | 'identical';

/**
 * Compares two inodes of the tree that are no directories: first type, content and link target, then mode, owner and
 * extended attributes. Times do not count. Content of one size whose hash is not known counts as different.
 */
export function compareInodes(tree: MergedTree, before: number, after: number): Difference {
  return before === after ? 'identical' : compareEntries(entryOf(tree, before), entryOf(tree, after));
}

/** The same for entries of any two layers; directories are compared by their attributes. */
export function compareEntries(a: EntryRef, b: EntryRef): Difference {
  if (!sameContent(a, b)) return 'modified';
  return sameAttributes(a, b) ? 'identical' : 'metadata';
}

/** Only their hashes can tell these two apart. */
export function needsHash(tree: MergedTree, before: number, after: number): boolean {
  return before !== after && onlyHashesTell(entryOf(tree, before), entryOf(tree, after));
}

export function onlyHashesTell(a: EntryRef, b: EntryRef): boolean {
  const files = a.index.kind[a.entry] === EntryKind.file && b.index.kind[b.entry] === EntryKind.file;
  const size = a.index.size[a.entry];
  return files && size > 0 && size === b.index.size[b.entry];
}

export function isHashed(index: Pick<LayerIndex, 'hash'>, entry: number): boolean {
  const start = entry * HASH_BYTES;
  for (let i = start; i < start + HASH_BYTES; i++) if (index.hash[i] !== 0) return true;
  return false;
}

/** One entry of a layer. */
export interface EntryRef {
  readonly index: LayerIndex;
  readonly entry: number;
}

export function entryOf(tree: MergedTree, inode: number): EntryRef {
  return { index: tree.layers[tree.layer.values[inode]], entry: tree.entry.values[inode] };
}

function sameContent(a: EntryRef, b: EntryRef): boolean {
  const kind = plainKind(a);
  if (kind !== plainKind(b)) return false;
  if (kind !== EntryKind.file) return equalBytes(targetOf(a), targetOf(b));
  const size = a.index.size[a.entry];
  if (size !== b.index.size[b.entry]) return false;
  return size === 0 || sameHash(a, b);
}

function plainKind({ index, entry }: EntryRef): number {
  return index.kind[entry] === EntryKind.sparse ? EntryKind.file : index.kind[entry];
}

function sameHash(a: EntryRef, b: EntryRef): boolean {
  if (!isHashed(a.index, a.entry) || !isHashed(b.index, b.entry)) return false;
  for (let i = 0; i < HASH_BYTES; i++) {
    if (a.index.hash[a.entry * HASH_BYTES + i] !== b.index.hash[b.entry * HASH_BYTES + i]) return false;
  }
  return true;
}

function sameAttributes(a: EntryRef, b: EntryRef): boolean {
  return (
    a.index.mode[a.entry] === b.index.mode[b.entry] &&
    a.index.uid[a.entry] === b.index.uid[b.entry] &&
    a.index.gid[a.entry] === b.index.gid[b.entry] &&
    equalBytes(xattrsOf(a), xattrsOf(b))
  );
}

const NOTHING = new Uint8Array(0);

function targetOf({ index, entry }: EntryRef): Uint8Array {
  return index.target[entry] === NO_EXTRA ? NOTHING : bytesAt(index.targets, index.target[entry]);
}

function xattrsOf({ index, entry }: EntryRef): Uint8Array {
  return index.xattr[entry] === NO_EXTRA ? NOTHING : bytesAt(index.xattrs, index.xattr[entry]);
}
