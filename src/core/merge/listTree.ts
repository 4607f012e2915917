import { bytesAt } from './byteTable.ts';
import { EntryKind, NO_EXTRA } from './layerIndex.ts';
import { IMPLIED, type MergedTree, NONE } from './mergedTree.ts';
import { pathText } from './pathText.ts';
import { compareBytes } from './xattrs.ts';

/** One path of the merged tree, as a container would see it. */
export interface TreeEntry {
  readonly path: string;
  readonly type: 'file' | 'dir' | 'symlink' | 'char' | 'block' | 'fifo';
  /** Bytes of content; a hard link has its inode's. */
  readonly size: number;
  /** The low 12 bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Target of a symlink, else empty. */
  readonly linkname: string;
  /** The layer that last wrote the path. */
  readonly layer: number;
}

/** What engines give a directory that no layer describes. */
const IMPLIED_MODE = 0o755;

/** The tree after layer `step`, sorted by the bytes of the path, the root left out. */
export function listTree(tree: MergedTree, step: number): TreeEntry[] {
  const found: { bytes: Uint8Array; version: number }[] = [];
  for (let node = 1; node < tree.nodeCount; node++) {
    const version = tree.versionAt(node, step);
    if (version !== NONE) found.push({ bytes: tree.pathBytes(node), version });
  }
  found.sort((a, b) => compareBytes(a.bytes, b.bytes));
  return found.map(({ bytes, version }) => treeEntry(tree, pathText(bytes), version));
}

function treeEntry(tree: MergedTree, path: string, version: number): TreeEntry {
  return { path, ...attributesOf(tree, version), layer: tree.layer.values[version] };
}

/** What stands at a version, wherever its path is. */
export type PathAttributes = Omit<TreeEntry, 'path' | 'layer'>;

/** @param version No removal; NONE for a directory that no layer describes. */
export function attributesOf(tree: MergedTree, version: number): PathAttributes {
  if (version === NONE || tree.entry.values[version] === IMPLIED) {
    return { type: 'dir', size: 0, mode: IMPLIED_MODE, uid: 0, gid: 0, linkname: '' };
  }
  const inode = tree.inode.values[version] === NONE ? version : tree.inode.values[version];
  const index = tree.layers[tree.layer.values[inode]];
  const entry = tree.entry.values[inode];
  const isLink = index.kind[entry] === EntryKind.symlink && index.target[entry] !== NO_EXTRA;
  return {
    type: typeOf(index.kind[entry]),
    size: index.size[entry],
    mode: index.mode[entry],
    uid: index.uid[entry],
    gid: index.gid[entry],
    linkname: isLink ? pathText(bytesAt(index.targets, index.target[entry])) : '',
  };
}

/** The word for an `EntryKind`. */
export function typeOf(kind: number): TreeEntry['type'] {
  switch (kind) {
    case EntryKind.directory:
      return 'dir';
    case EntryKind.symlink:
      return 'symlink';
    case EntryKind.character:
      return 'char';
    case EntryKind.block:
      return 'block';
    case EntryKind.fifo:
      return 'fifo';
    default:
      return 'file';
  }
}
