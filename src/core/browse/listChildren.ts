import { NONE } from '../merge/mergedTree.ts';
import type { DirectoryTotals } from './directoryTotals.ts';
import { listedTotal } from './listedTotal.ts';
import { sortByName } from './nameOrder.ts';
import { Shown } from './shownNodes.ts';
import { largestFirst } from './sizeOrder.ts';
import { listedVersion, type View } from './view.ts';

export interface ChildrenOrder {
  /** By name directories come first; by size the largest, directories with all that is in them. */
  readonly sort: 'name' | 'size';
  /** Of `shownNodes`: only those that it shows. */
  readonly shown?: Uint8Array | undefined;
  readonly totals: DirectoryTotals;
}

/**
 * What is in a directory, and what the layers of the view took out of it. Names are in the order of their bytes, those of
 * one size too.
 */
export function listChildren(view: View, directory: number, order: ChildrenOrder): Uint32Array {
  const { tree } = view;
  const directories: number[] = [];
  const files: number[] = [];
  forEachChild(view, directory, order.shown, (child, version) => {
    (tree.isDirectory(version) ? directories : files).push(child);
  });
  const children = new Uint32Array([...directories, ...files]);
  if (order.sort === 'size') {
    return largestFirst(sortByName(tree, children), (child) => listedTotal(view, child, order.totals).bytes);
  }
  sortByName(tree, children.subarray(0, directories.length));
  sortByName(tree, children.subarray(directories.length));
  return children;
}

export function hasChildren(view: View, directory: number, shown: Uint8Array | undefined): boolean {
  const { firstChild, nextSibling } = view.tree;
  for (let child = firstChild.values[directory]; child !== NONE; child = nextSibling.values[child]) {
    if (isShown(shown, child) && listedVersion(view, child) !== NONE) return true;
  }
  return false;
}

function forEachChild(
  view: View,
  directory: number,
  shown: Uint8Array | undefined,
  visit: (child: number, version: number) => void,
): void {
  const { firstChild, nextSibling } = view.tree;
  for (let child = firstChild.values[directory]; child !== NONE; child = nextSibling.values[child]) {
    if (!isShown(shown, child)) continue;
    const version = listedVersion(view, child);
    if (version !== NONE) visit(child, version);
  }
}

function isShown(shown: Uint8Array | undefined, node: number): boolean {
  return shown?.[node] !== Shown.not;
}
