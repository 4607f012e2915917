import { sizeAt } from '../diff/side.ts';
import { type MergedTree, NONE } from '../merge/mergedTree.ts';
import { sortByName } from './nameOrder.ts';
import { ALL_CHANGES, Shown, shownNodes, withAncestors } from './shownNodes.ts';
import { largestFirst } from './sizeOrder.ts';
import { stateOf, type View } from './view.ts';

export interface ChangesOrder {
  /** Only what is at or below this node. */
  readonly under?: number | undefined;
  /** In depth, children by the bytes of their names; or the largest first, those of one size in that order. */
  readonly sort: 'path' | 'size';
  /** Of `shownNodes`: only those that it shows for themselves. */
  readonly shown?: Uint8Array | undefined;
}

/** All paths with a change. By size a removed one has the bytes that were there. */
export function listChanges(view: View, order: ChangesOrder): Uint32Array {
  const nodes = inPathOrder(view, changedNodes(view, order.shown), order.under ?? 0);
  return order.sort === 'path' ? nodes : largestFirst(nodes, (node) => changedBytes(view, node));
}

function changedNodes(view: View, shown: Uint8Array | undefined): Uint8Array {
  const changed = shownNodes(view, { changes: ALL_CHANGES });
  if (shown === undefined) return changed;
  const both = changed.map((mark, node) => (mark === Shown.itself && shown[node] === Shown.itself ? 1 : 0));
  return withAncestors(view, both);
}

/** Without recursion: images can nest deeper than a stack. */
function inPathOrder({ tree }: View, marked: Uint8Array, under: number): Uint32Array {
  const found: number[] = [];
  const stack = [under];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (marked[node] === Shown.itself) found.push(node);
    const children = markedChildren(tree, marked, node);
    if (children.length === 0) continue;
    const sorted = sortByName(tree, new Uint32Array(children));
    for (let i = sorted.length - 1; i >= 0; i--) stack.push(sorted[i]);
  }
  return new Uint32Array(found);
}

function markedChildren({ firstChild, nextSibling }: MergedTree, marked: Uint8Array, node: number): number[] {
  const children: number[] = [];
  for (let child = firstChild.values[node]; child !== NONE; child = nextSibling.values[child]) {
    if (marked[child] !== Shown.not) children.push(child);
  }
  return children;
}

function changedBytes(view: View, node: number): number {
  const { version, before, change } = stateOf(view, node);
  return sizeAt(view, change === 'removed' ? before : version);
}
