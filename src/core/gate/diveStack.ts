import { type MergedTree, NONE } from '../merge/mergedTree.ts';
import type { DiveNode } from './diveLayer.ts';

/** The layers so far on top of each other, as dive stacks them: names only come and go, whatever their types. */
export class DiveStack {
  readonly #tree: MergedTree;
  readonly #isThere: Uint8Array;
  readonly #isDirectory: Uint8Array;
  readonly #bytes: Float64Array;

  constructor(tree: MergedTree) {
    this.#tree = tree;
    this.#isThere = new Uint8Array(tree.nodeCount);
    this.#isDirectory = new Uint8Array(tree.nodeCount);
    this.#bytes = new Float64Array(tree.nodeCount);
    this.#isThere[0] = 1;
  }

  /** What dive counts for the removal of a path: nothing for a file. Null when nothing is there to be removed. */
  bytesRemoved(node: number): number | null {
    if (this.#isThere[node] === 0) return null;
    if (this.#isDirectory[node] === 0) return 0;
    let bytes = 0;
    for (const below of this.#below(node)) bytes += this.#bytes[below];
    return bytes;
  }

  add(names: readonly DiveNode[]): void {
    const parents = this.#tree.names.parent.values;
    for (const { node, isWhiteout, isDirectory, bytes } of names) {
      if (isWhiteout) {
        for (const below of [...this.#below(node)]) this.#isThere[below] = 0;
        continue;
      }
      for (let above = parents[node]; this.#isThere[above] === 0; above = parents[above]) this.#set(above, false, 0);
      this.#set(node, isDirectory, bytes);
    }
  }

  #set(node: number, isDirectory: boolean, bytes: number): void {
    this.#isThere[node] = 1;
    this.#isDirectory[node] = Number(isDirectory);
    this.#bytes[node] = bytes;
  }

  /** A node that is there, and all below it. */
  *#below(node: number): Generator<number> {
    const { firstChild, nextSibling } = this.#tree;
    if (this.#isThere[node] === 0) return;
    yield node;
    const stack = [firstChild.values[node]];
    for (let child = stack.pop(); child !== undefined; child = stack.pop()) {
      if (child === NONE) continue;
      stack.push(nextSibling.values[child]);
      if (this.#isThere[child] === 0) continue;
      yield child;
      stack.push(firstChild.values[child]);
    }
  }
}
