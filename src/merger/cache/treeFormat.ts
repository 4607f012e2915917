import type { TreeColumns } from '../../core/merge/mergedTree.ts';

/**
 * A merged tree as a file, built like that of a layer (`layerFormat.ts`): magic, version, checksum, four lengths, the columns
 * as they lie in memory, names, and a note of JSON.
 */
export const TREE_MAGIC = 0x4c575452;
/**
 * Counted up whenever the same layers would be merged differently, or more or other facts be told of them. Rules that look for
 * other paths are no reason, see `rulesFingerprint`.
 */
export const TREE_VERSION = 3;
export const TREE_HEADER_BYTES = 56;

/** In the order of the header. */
export interface TreeLengths {
  readonly nodes: number;
  readonly versions: number;
  readonly nameBytes: number;
  readonly noteBytes: number;
}

const OF_NODES = ['parent', 'nameEnd', 'firstChild', 'nextSibling', 'newest'] as const;
const OF_VERSIONS = ['node', 'layer', 'entry', 'previous', 'inode', 'life'] as const;

export function treeLengths({ parent, node, names }: TreeColumns, note: Uint8Array): TreeLengths {
  return { nodes: parent.length, versions: node.length, nameBytes: names.length, noteBytes: note.length };
}

/** Bytes of the whole file. */
export function treeFileLength({ nodes, versions, nameBytes, noteBytes }: TreeLengths): number {
  return TREE_HEADER_BYTES + 4 * (nodes * OF_NODES.length + versions * OF_VERSIONS.length) + nameBytes + noteBytes;
}

/** What the file holds behind its header, in its order; `viewTree` reads the same. */
export function treeColumnsInOrder(columns: TreeColumns, note: Uint8Array): readonly ArrayBufferView[] {
  return [...[...OF_NODES, ...OF_VERSIONS].map((name) => columns[name]), columns.names, note];
}

/** Views on a file whose length is `treeFileLength(lengths)`; nothing is copied and nothing checked. */
export function viewTree(
  file: ArrayBuffer,
  { nodes, versions, nameBytes, noteBytes }: TreeLengths,
): { columns: TreeColumns; note: Uint8Array } {
  let at = TREE_HEADER_BYTES;
  const next = (count: number, width: number): [ArrayBuffer, number, number] => {
    const start = at;
    at += count * width;
    return [file, start, count];
  };
  const integers = <Name extends string>(names: readonly Name[], count: number) =>
    Object.fromEntries(names.map((name) => [name, new Int32Array(...next(count, 4))])) as Record<Name, Int32Array>;
  const columns = { ...integers(OF_NODES, nodes), ...integers(OF_VERSIONS, versions) };
  const names = new Uint8Array(...next(nameBytes, 1));
  return { columns: { ...columns, names }, note: new Uint8Array(...next(noteBytes, 1)) };
}
