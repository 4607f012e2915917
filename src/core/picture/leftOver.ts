import { bytesOf } from '../merge/largestFirst.ts';
import type { MergedTree } from '../merge/mergedTree.ts';
import { changeCode, shownPaths, wayCode } from './shippedFiles.ts';

/** Files of one folder that are too small to be told apart: of one layer, and alike in what happened to them. */
export interface LeftOver {
  readonly folder: number;
  bytes: number;
  count: number;
  readonly layer: number;
  readonly change: number;
  readonly how: number;
  /** -1 where several layers did it. */
  hiddenBy: number;
}

/**
 * Sums up what is left over, folder by folder; what is still smaller than `least` goes to the folder above. With files and
 * folders in any number there are then at most `most` sums, or as many as the root alone has.
 */
export function sumLeftOver(tree: MergedTree, inodes: Uint32Array, least: number, most: number): LeftOver[] {
  const sums = new Sums(tree, shownPaths(tree));
  for (const inode of inodes) sums.take(inode);
  for (let smallest = Math.max(1, least); ; smallest *= 4) {
    sums.fold(smallest);
    if (sums.count <= most || smallest > sums.bytes) return sums.finish();
  }
}

const NO_SUMS: ReadonlyMap<number, LeftOver> = new Map();

class Sums {
  bytes = 0;
  count = 0;
  private readonly tree: MergedTree;
  private readonly paths: Int32Array;
  /** By folder, then by what a sum has in common. */
  private readonly folders = new Map<number, Map<number, LeftOver>>();

  constructor(tree: MergedTree, paths: Int32Array) {
    this.tree = tree;
    this.paths = paths;
  }

  take(inode: number): void {
    const { tree } = this;
    const bytes = bytesOf(tree, inode);
    const folder = tree.names.parent.values[this.paths[inode]];
    const how = wayCode(tree, inode);
    const change = how === 0 ? changeCode(tree, inode) : 0;
    this.bytes += bytes;
    const layer = tree.layer.values[inode];
    this.add({ folder, bytes, count: 1, layer, change, how, hiddenBy: tree.deadSince(inode) });
  }

  private add(sum: LeftOver): void {
    const sums = this.folders.get(sum.folder) ?? new Map<number, LeftOver>();
    this.folders.set(sum.folder, sums);
    const key = (sum.layer * 5 + sum.how) * 4 + sum.change;
    const known = sums.get(key);
    if (known === undefined) {
      sums.set(key, sum);
      this.count++;
      return;
    }
    known.bytes += sum.bytes;
    known.count += sum.count;
    if (known.hiddenBy !== sum.hiddenBy) known.hiddenBy = -1;
  }

  /** A folder has a higher number than the one it lies in, so going down everything below is there before it. */
  fold(smallest: number): void {
    for (let folder = this.tree.nodeCount - 1; folder > 0; folder--) {
      const sums = this.folders.get(folder) ?? NO_SUMS;
      for (const [key, sum] of sums) {
        if (sum.bytes >= smallest) continue;
        this.folders.get(folder)?.delete(key);
        this.count--;
        this.add({ ...sum, folder: this.tree.names.parent.values[folder] });
      }
    }
  }

  finish(): LeftOver[] {
    return [...this.folders.values()]
      .flatMap((sums) => [...sums.values()])
      .sort((a, b) => b.bytes - a.bytes || a.folder - b.folder || a.layer - b.layer);
  }
}
