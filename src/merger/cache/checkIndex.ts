import { type ByteTable, EntryKind, type LayerIndex, NO_EXTRA } from '../../core/merge/layerIndex.ts';

/** All that the merge relies on: no index leads out of its table, and every parent stands before its children. */
export function isSoundIndex(index: LayerIndex): boolean {
  return areSoundNodes(index) && isSoundTable(index.targets) && isSoundTable(index.xattrs) && areSoundEntries(index);
}

function areSoundNodes({ nodeCount, nodeParent, nodeNameEnd, nodeNames }: LayerIndex): boolean {
  if (nodeCount === 0 || nodeParent[0] !== 0 || nodeNameEnd[0] !== 0) return false;
  for (let node = 1; node < nodeCount; node++) {
    if (nodeParent[node] < 0 || nodeParent[node] >= node) return false;
    if (nodeNameEnd[node] <= nodeNameEnd[node - 1]) return false;
  }
  return nodeNameEnd[nodeCount - 1] === nodeNames.length && !nodeNames.includes(SLASH);
}

const SLASH = 0x2f;

function isSoundTable({ ends, bytes }: ByteTable): boolean {
  let last = 0;
  for (const end of ends) {
    if (end < last) return false;
    last = end;
  }
  return last === bytes.length;
}

function areSoundEntries(index: LayerIndex): boolean {
  for (let entry = 0; entry < index.entryCount; entry++) {
    if (!isSoundEntry(index, entry)) return false;
  }
  return true;
}

function isSoundEntry(index: LayerIndex, entry: number): boolean {
  const kind = index.kind[entry];
  return (
    kind <= EntryKind.sparse &&
    index.node[entry] < index.nodeCount &&
    index.mode[entry] <= 0o7777 &&
    isCount(index.size[entry]) &&
    isCount(index.offset[entry]) &&
    (index.size[entry] === 0 || kind === EntryKind.file || kind === EntryKind.sparse) &&
    isIn(index.targets, index.target[entry], POINTING.includes(kind)) &&
    isIn(index.xattrs, index.xattr[entry], false)
  );
}

/** Always written with a target: a hard link is placed by it. */
const POINTING: readonly number[] = [EntryKind.hardlink, EntryKind.symlink, EntryKind.character, EntryKind.block];

function isCount(value: number): boolean {
  return value >= 0 && Number.isInteger(value);
}

function isIn({ ends }: ByteTable, at: number, needed: boolean): boolean {
  return at < ends.length || (at === NO_EXTRA && !needed);
}
