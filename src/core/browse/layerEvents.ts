import { GrowingIntegers } from '../merge/growing.ts';
import { type MergedTree, NONE } from '../merge/mergedTree.ts';
import { GrowingNumbers } from './growingNumbers.ts';
import { END, forEachSpan } from './spans.ts';

/** What each layer adds to, or takes from, the directory in which a path lies: lists of rows, one list a layer. */
export class LayerEvents {
  readonly directory = new GrowingIntegers();
  readonly files = new GrowingIntegers();
  readonly bytes = new GrowingNumbers();
  /** The next row of the same layer; NONE at the end. */
  readonly next = new GrowingIntegers();
  /** For each layer its first row. */
  readonly first: Int32Array;

  constructor(tree: MergedTree) {
    this.first = new Int32Array(tree.layers.length).fill(NONE);
    const parents = tree.names.parent.values;
    forEachSpan(tree, (node, from, until, files, bytes) => {
      this.add(from, parents[node], files, bytes);
      if (until !== END) this.add(until, parents[node], -files, -bytes);
    });
  }

  private add(layer: number, directory: number, files: number, bytes: number): void {
    this.next.push(this.first[layer]);
    this.first[layer] = this.directory.length;
    this.directory.push(directory);
    this.files.push(files);
    this.bytes.push(bytes);
  }
}
