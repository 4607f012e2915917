import { GrowingIntegers } from '../merge/growing.ts';
import { type MergedTree, NONE } from '../merge/mergedTree.ts';
import { GrowingNumbers } from './growingNumbers.ts';
import { LayerEvents } from './layerEvents.ts';

/** What lies below a directory, at any depth. */
export interface DirectoryTotal {
  /** Content of inodes, each counted once in the whole tree: under its oldest living name. */
  readonly bytes: number;
  /** Names that are no directories. */
  readonly files: number;
}

export interface DirectoryTotals {
  /** Of the tree after layer `step`; nothing for what is no directory then. */
  at(node: number, step: number): DirectoryTotal;
}

/**
 * Totals of all directories at all steps, as running sums: one row for each directory and layer that changed something
 * below it, newest first. Each layer touches a directory once, however much of it changes, so the work is linear in the
 * versions and the rows (but for sorting a layer's directories).
 */
export function directoryTotals(tree: MergedTree): DirectoryTotals {
  const rows = new TotalRows(tree.nodeCount);
  const layers = new LayerTotals(tree, rows);
  for (let layer = 0; layer < tree.layers.length; layer++) layers.run(layer);
  rows.trim();
  return rows;
}

class TotalRows implements DirectoryTotals {
  private readonly newest: Int32Array;
  private readonly layer = new GrowingIntegers();
  private readonly previous = new GrowingIntegers();
  private readonly files = new GrowingIntegers();
  private readonly bytes = new GrowingNumbers();

  constructor(nodeCount: number) {
    this.newest = new Int32Array(nodeCount).fill(NONE);
  }

  at(node: number, step: number): DirectoryTotal {
    let row = this.newest[node];
    while (row !== NONE && this.layer.values[row] > step) row = this.previous.values[row];
    return row === NONE ? { bytes: 0, files: 0 } : { bytes: this.bytes.values[row], files: this.files.values[row] };
  }

  add(node: number, layer: number, files: number, bytes: number): void {
    const before = this.newest[node];
    this.newest[node] = this.layer.length;
    this.layer.push(layer);
    this.previous.push(before);
    this.files.push(before === NONE ? files : this.files.values[before] + files);
    this.bytes.push(before === NONE ? bytes : this.bytes.values[before] + bytes);
  }

  trim(): void {
    for (const column of [this.layer, this.previous, this.files]) column.trim();
    this.bytes.trim();
  }
}

class LayerTotals {
  private readonly rows: TotalRows;
  private readonly events: LayerEvents;
  private readonly parents: Int32Array;
  /** For each directory what the layer adds, and the last layer that touched it. */
  private readonly files: Int32Array;
  private readonly bytes: Float64Array;
  private readonly touchedIn: Int32Array;

  constructor(tree: MergedTree, rows: TotalRows) {
    this.rows = rows;
    this.events = new LayerEvents(tree);
    this.parents = tree.names.parent.values;
    this.files = new Int32Array(tree.nodeCount);
    this.bytes = new Float64Array(tree.nodeCount);
    this.touchedIn = new Int32Array(tree.nodeCount).fill(NONE);
  }

  run(layer: number): void {
    const { directory, files, bytes, next, first } = this.events;
    const touched = new GrowingIntegers();
    for (let row = first[layer]; row !== NONE; row = next.values[row]) {
      const node = directory.values[row];
      this.touch(node, layer, touched);
      this.files[node] += files.values[row];
      this.bytes[node] += bytes.values[row];
    }
    // A child has a higher node than its parent, so going down all below a directory is there before it.
    const ascending = touched.finish().sort();
    for (let i = ascending.length - 1; i >= 0; i--) this.close(ascending[i], layer);
  }

  /** Stops at a directory that is touched already: those above it are then too. */
  private touch(directory: number, layer: number, touched: GrowingIntegers): void {
    for (let node = directory; this.touchedIn[node] !== layer; node = this.parents[node]) {
      this.touchedIn[node] = layer;
      touched.push(node);
    }
  }

  private close(node: number, layer: number): void {
    const [files, bytes] = [this.files[node], this.bytes[node]];
    if (files === 0 && bytes === 0) return;
    this.rows.add(node, layer, files, bytes);
    this.files[node] = 0;
    this.bytes[node] = 0;
    if (node === 0) return;
    this.files[this.parents[node]] += files;
    this.bytes[this.parents[node]] += bytes;
  }
}
