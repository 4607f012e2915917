import { GrowingIntegers } from './growing.ts';
import { EntryKind, type LayerIndex } from './layerIndex.ts';
import { NameTable } from './nameTable.ts';
import { pathText } from './pathText.ts';

/** A tree's columns beside its layers, as they can be kept: what each is, `MergedTree` and `NameTable` say. */
export type TreeColumns = Readonly<Record<(typeof COLUMNS)[number] | 'parent' | 'nameEnd', Int32Array>> & {
  readonly names: Uint8Array;
};

const COLUMNS = ['firstChild', 'nextSibling', 'newest', 'node', 'layer', 'entry', 'previous', 'inode', 'life'] as const;

/** In place of an entry: the path is gone from this layer on. */
export const REMOVED = -1;
/** In place of an entry: a directory that no layer describes, but that stands because something lies in it. */
export const IMPLIED = -2;
/** No version, no inode, no layer. */
export const NONE = -1;

/**
 * Every path of an image with its history. A path is a node; a node has a chain of versions, newest first, at most one
 * a layer; the view at step N takes the last version whose layer is ≤ N. Nothing is copied to show another step.
 *
 * A version that brings content of its own is also an *inode*: hard links are versions that point to another's. An
 * inode counts its live names, and remembers the layer in which the last one vanished. Rows that a later entry of the
 * same layer replaced are in no chain, but stay as inodes, for their bytes are shipped.
 */
export class MergedTree {
  readonly layers: readonly LayerIndex[];
  readonly names: NameTable;
  /** For each node its first child and the next child of its parent; NONE at the end. */
  readonly firstChild: GrowingIntegers;
  readonly nextSibling: GrowingIntegers;
  /** For each node its newest version; NONE for one that never lived. */
  readonly newest = new GrowingIntegers();

  /** For each version its path. */
  readonly node = new GrowingIntegers();
  readonly layer = new GrowingIntegers();
  /** The entry in its layer, or REMOVED, or IMPLIED. */
  readonly entry = new GrowingIntegers();
  /** The version of the same path before it. */
  readonly previous = new GrowingIntegers();
  /** The version that brought the content: itself but for hard links; NONE for directories and removals. */
  readonly inode = new GrowingIntegers();
  /** Of an inode: how many of its names live; −1 − layer once the last has vanished in that layer. */
  readonly life = new GrowingIntegers();

  /**
   * @param like A tree that has all paths of these layers: its nodes are used, so a path is the same node in both.
   * @param expected Versions to make room for.
   */
  constructor(layers: readonly LayerIndex[], like: MergedTree | null = null, expected = versionsExpected(layers)) {
    this.layers = layers;
    this.names = like?.names ?? new NameTable();
    this.firstChild = like?.firstChild ?? new GrowingIntegers();
    this.nextSibling = like?.nextSibling ?? new GrowingIntegers();
    for (const column of this.versionColumns()) column.makeRoom(expected);
    if (like === null) this.addNode();
    else this.newest.fill(NONE, like.nodeCount);
    this.newest.values[0] = this.addVersion(0, 0, IMPLIED, NONE);
  }

  /** The tree that these columns are of, with the layers it was merged of. They become the tree's. */
  static of(layers: readonly LayerIndex[], columns: TreeColumns): MergedTree {
    const tree = new MergedTree(layers, null, 0);
    tree.names.take(columns.parent, columns.nameEnd, columns.names);
    for (const name of COLUMNS) tree[name].take(columns[name]);
    return tree;
  }

  /** What it consists of beside the layers, cut to size. */
  columns(): TreeColumns {
    const { parent, nameEnd, names } = this.names;
    const cut = Object.fromEntries(COLUMNS.map((name) => [name, filled(this[name])]));
    return {
      ...(cut as Record<(typeof COLUMNS)[number], Int32Array>),
      parent: filled(parent),
      nameEnd: filled(nameEnd),
      names: names.bytes.subarray(0, names.length),
    };
  }

  get nodeCount(): number {
    return this.newest.length;
  }

  get versionCount(): number {
    return this.node.length;
  }

  /** The node for a name below `parent`, made when there is none. */
  intern(parent: number, source: Uint8Array, start: number, end: number): number {
    const node = this.names.intern(parent, source, start, end);
    if (node < this.nodeCount) return node;
    this.addNode();
    this.nextSibling.values[node] = this.firstChild.values[parent];
    this.firstChild.values[parent] = node;
    return node;
  }

  addVersion(node: number, layer: number, entry: number, previous: number): number {
    this.node.push(node);
    this.layer.push(layer);
    this.entry.push(entry);
    this.previous.push(previous);
    this.inode.push(NONE);
    this.life.push(0);
    return this.node.length - 1;
  }

  /** Gives back the room that growing has left over. */
  trim(): void {
    this.names.trim();
    for (const column of [this.firstChild, this.nextSibling, this.newest, ...this.versionColumns()]) column.trim();
  }

  private versionColumns(): GrowingIntegers[] {
    return [this.node, this.layer, this.entry, this.previous, this.inode, this.life];
  }

  private addNode(): void {
    this.firstChild.push(NONE);
    this.nextSibling.push(NONE);
    this.newest.push(NONE);
  }

  addName(inode: number): void {
    this.life.values[inode] = Math.max(0, this.life.values[inode]) + 1;
  }

  dropName(inode: number, layer: number): void {
    if (--this.life.values[inode] === 0) this.life.values[inode] = -1 - layer;
  }

  /** The final tree shows this inode under some name. */
  isVisible(inode: number): boolean {
    return this.life.values[inode] > 0;
  }

  /** The layer in which an inode's last name vanished; NONE for one that lives, and for what is no inode. */
  deadSince(inode: number): number {
    const life = this.life.values[inode];
    return life < 0 ? -1 - life : NONE;
  }

  /** The version of a path that the tree at `step` shows; NONE when it shows nothing there. */
  versionAt(node: number, step: number): number {
    let version = this.newest.values[node];
    while (version !== NONE && this.layer.values[version] > step) version = this.previous.values[version];
    return version !== NONE && this.entry.values[version] !== REMOVED ? version : NONE;
  }

  isDirectory(version: number): boolean {
    const entry = this.entry.values[version];
    if (entry < 0) return entry === IMPLIED;
    return this.layers[this.layer.values[version]].kind[entry] === EntryKind.directory;
  }

  /** The path as bytes, without a leading slash; empty for the root. */
  pathBytes(node: number): Uint8Array {
    const { names } = this;
    let length = -1;
    for (let n = node; n !== 0; n = names.parent.values[n]) length += names.nameEnd.values[n] - names.nameStart(n) + 1;
    const path = new Uint8Array(Math.max(0, length)).fill(0x2f);
    for (let n = node, end = length; n !== 0; n = names.parent.values[n]) {
      const start = names.nameStart(n);
      const size = names.nameEnd.values[n] - start;
      path.set(names.names.bytes.subarray(start, start + size), end - size);
      end -= size + 1;
    }
    return path;
  }

  /** The path for people. */
  path(node: number): string {
    return pathText(this.pathBytes(node));
  }
}

function filled({ values, length }: GrowingIntegers): Int32Array {
  return values.subarray(0, length);
}

/** Rather too many, for most entries make a version, and a removal is one for each path below it; more may come. */
function versionsExpected(layers: readonly LayerIndex[]): number {
  const entries = layers.reduce((sum, { entryCount }) => sum + entryCount, 0);
  return Math.min(Math.ceil(entries * 1.25), MOST_EXPECTED);
}

/** No room is made for what is only claimed. */
const MOST_EXPECTED = 1 << 22;
