import { EntryKind, type LayerIndex } from '../merge/layerIndex.ts';
import type { MergedTree } from '../merge/mergedTree.ts';
import { WHITEOUT_PREFIX } from '../merge/whiteout.ts';
import { compareBytes } from '../merge/xattrs.ts';

/** A name in dive's tree of one layer. */
export interface DiveNode {
  /** Its path in the merged tree; of a whiteout that of what it hides. */
  readonly node: number;
  readonly isWhiteout: boolean;
  readonly isDirectory: boolean;
  readonly bytes: number;
}

/** One layer as dive keeps it: a tree of its own of all names in its tar, whiteouts among them. */
export interface DiveLayer {
  /** In dive's order: what is in a folder before it, names by their bytes. The root is left out. */
  readonly all: readonly DiveNode[];
  /** Those with nothing below them. */
  readonly leaves: readonly DiveNode[];
}

interface Name extends DiveNode {
  readonly children: Name[];
  readonly name: Uint8Array;
}

export function diveLayer(tree: MergedTree, index: LayerIndex): DiveLayer {
  const all: Name[] = [];
  const stack: { readonly name: Name; isOpen: boolean }[] = [{ name: namesOf(tree, index), isOpen: false }];
  // Without recursion: images can nest deeper than a stack.
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const { name, isOpen } = top;
    if (isOpen) {
      all.push(name);
      stack.pop();
    } else {
      top.isOpen = true;
      const sorted = name.children.toSorted((a, b) => compareBytes(a.name, b.name));
      for (const child of sorted.reverse()) stack.push({ name: child, isOpen: false });
    }
  }
  all.pop();
  return { all, leaves: all.filter(({ children }) => children.length === 0) };
}

/** The root, with all names below it. */
function namesOf(tree: MergedTree, index: LayerIndex): Name {
  const nodes = treeNodes(tree, index);
  const isThere = new Uint8Array(index.nodeCount);
  const lastEntry = new Int32Array(index.nodeCount).fill(-1);
  const whiteouts = new Set<number>();
  for (let entry = 0; entry < index.entryCount; entry++) {
    const node = index.node[entry];
    if (index.kind[entry] === EntryKind.whiteout) whiteouts.add(node);
    // Of an opaque directory dive keeps the directory, but not the mark.
    else if (index.kind[entry] !== EntryKind.opaque) lastEntry[node] = entry;
    for (
      let above = index.kind[entry] === EntryKind.whiteout ? index.nodeParent[node] : node;
      isThere[above] === 0;
      above = index.nodeParent[above]
    ) {
      isThere[above] = 1;
    }
  }
  const names: (Name | undefined)[] = [];
  for (let node = 0; node < index.nodeCount; node++) {
    if (isThere[node] === 0 && !whiteouts.has(node)) continue;
    const entry = lastEntry[node];
    const name = index.nodeNames.subarray(node === 0 ? 0 : index.nodeNameEnd[node - 1], index.nodeNameEnd[node]);
    const isDirectory = entry >= 0 && index.kind[entry] === EntryKind.directory;
    const bytes = entry < 0 ? 0 : index.size[entry];
    const siblings = node === 0 ? [] : (names[index.nodeParent[node]]?.children ?? []);
    if (isThere[node] === 1) {
      const made: Name = { node: nodes[node], isWhiteout: false, isDirectory, bytes, name, children: [] };
      names[node] = made;
      siblings.push(made);
    }
    if (whiteouts.has(node)) {
      const marked = Uint8Array.from([...PREFIX, ...name]);
      siblings.push({ node: nodes[node], isWhiteout: true, isDirectory: false, bytes: 0, name: marked, children: [] });
    }
  }
  return names[0] ?? { node: 0, isWhiteout: false, isDirectory: true, bytes: 0, name: new Uint8Array(0), children: [] };
}

const PREFIX = new TextEncoder().encode(WHITEOUT_PREFIX);

/** For each node of the layer that of the tree. */
function treeNodes({ names }: MergedTree, { nodeCount, nodeParent, nodeNameEnd, nodeNames }: LayerIndex): Int32Array {
  const nodes = new Int32Array(nodeCount);
  for (let node = 1; node < nodeCount; node++) {
    nodes[node] = names.lookup(nodes[nodeParent[node]], nodeNames, nodeNameEnd[node - 1], nodeNameEnd[node]);
  }
  return nodes;
}
