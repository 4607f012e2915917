import type { LayerIndex } from '../../core/merge/layerIndex.ts';
import { IMPLIED, NONE, type TreeColumns } from '../../core/merge/mergedTree.ts';

/** All that looking at a tree relies on: no number leads out of its table, and every chain ends. */
export function isSoundTree(columns: TreeColumns, layers: readonly LayerIndex[]): boolean {
  return columns.parent.length > 0 && areSoundNodes(columns) && areSoundVersions(columns, layers);
}

function areSoundNodes({ parent, nameEnd, names, firstChild, nextSibling, newest, node }: TreeColumns): boolean {
  let end = 0;
  for (let at = 0; at < parent.length; at++) {
    if (parent[at] < 0 || parent[at] > Math.max(0, at - 1)) return false;
    if (nameEnd[at] < end) return false;
    end = nameEnd[at];
    const child = firstChild[at];
    if (child !== NONE && (child <= at || child >= parent.length || parent[child] !== at)) return false;
    const sibling = nextSibling[at];
    if (sibling !== NONE && (sibling < 1 || sibling >= at || parent[sibling] !== parent[at])) return false;
    const version = newest[at];
    if (version !== NONE && (version < 0 || version >= node.length || node[version] !== at)) return false;
  }
  return end === names.length;
}

function areSoundVersions(
  { newest, node, layer, entry, previous, inode, life }: TreeColumns,
  layers: readonly LayerIndex[],
): boolean {
  for (let version = 0; version < node.length; version++) {
    const of = layer[version];
    if (of < 0 || of >= layers.length || node[version] < 0 || node[version] >= newest.length) return false;
    if (entry[version] < IMPLIED || entry[version] >= layers[of].entryCount) return false;
    const before = previous[version];
    if (before !== NONE && (before < 0 || before >= version || node[before] !== node[version])) return false;
    if (before !== NONE && layer[before] >= of) return false;
    const content = inode[version];
    if (content !== NONE && (content < 0 || content >= node.length || entry[content] < 0)) return false;
    if (life[version] < -layers.length) return false;
  }
  return true;
}
