import type { Warning } from '../image/warning.ts';
import { bytesAt } from './byteTable.ts';
import { EntryKind, type LayerIndex } from './layerIndex.ts';
import { IMPLIED, MergedTree, NONE, REMOVED } from './mergedTree.ts';
import { Components } from './paths.ts';
import { pathText } from './pathText.ts';
import { WarningList } from './warningList.ts';

/**
 * Stacks layers as a union file system does. https://github.com/opencontainers/image-spec/blob/main/layer.md
 *
 * Of each layer, whiteouts and opaque markers go first, whatever their order in the tar: they hide what is below and
 * never what the same layer brings. Then its entries are placed in order, the last of a path winning. A path that is
 * hidden and written by one layer gets one version, so that a change is always told against the layer below.
 *
 * The work is linear in the entries: a removal is recorded once for each live path below it.
 *
 * @param like A tree that has all paths of these layers; the result then has the same nodes.
 */
export function mergeLayers(
  layers: readonly LayerIndex[],
  like: MergedTree | null = null,
): { tree: MergedTree; warnings: Warning[] } {
  const tree = new MergedTree(layers, like);
  const components = new Components();
  const warnings = layers.flatMap((index, layer) => new LayerMerge(tree, index, layer, components).run());
  tree.trim();
  return { tree, warnings };
}

class LayerMerge {
  private readonly tree: MergedTree;
  private readonly index: LayerIndex;
  private readonly layer: number;
  private readonly warnings: WarningList;
  /** For each node of the layer the node of the tree. */
  private readonly nodes: Uint32Array;
  private readonly components: Components;

  constructor(tree: MergedTree, index: LayerIndex, layer: number, components: Components) {
    this.tree = tree;
    this.index = index;
    this.layer = layer;
    this.components = components;
    this.warnings = new WarningList(layer);
    this.nodes = new Uint32Array(index.nodeCount);
  }

  run(): Warning[] {
    this.findNodes();
    this.hide();
    const waiting = this.place();
    this.placeWaiting(waiting);
    return this.warnings.finish();
  }

  private findNodes(): void {
    const { nodeCount, nodeParent, nodeNameEnd, nodeNames } = this.index;
    for (let node = 1; node < nodeCount; node++) {
      const parent = this.nodes[nodeParent[node]];
      this.nodes[node] = this.tree.intern(parent, nodeNames, nodeNameEnd[node - 1], nodeNameEnd[node]);
    }
  }

  private hide(): void {
    const { kind, node, entryCount } = this.index;
    for (let entry = 0; entry < entryCount; entry++) {
      if (kind[entry] === EntryKind.whiteout) this.removeTree(this.nodes[node[entry]]);
      else if (kind[entry] === EntryKind.opaque) this.removeChildren(this.nodes[node[entry]]);
    }
  }

  /** Places the entries, and gives those hard links whose target is not there yet. */
  private place(): number[] {
    const waiting: number[] = [];
    const { kind, node, entryCount } = this.index;
    for (let entry = 0; entry < entryCount; entry++) {
      const at = this.nodes[node[entry]];
      switch (kind[entry]) {
        case EntryKind.whiteout:
        case EntryKind.opaque:
          break;
        case EntryKind.directory:
          this.placeDirectory(at, entry);
          break;
        case EntryKind.hardlink:
          if (!this.placeHardlink(at, entry)) waiting.push(entry);
          break;
        default:
          this.placeFile(at, entry, NONE);
      }
    }
    return waiting;
  }

  /**
   * A hard link may stand before its target, also before a target that is a waiting link itself. It does not cover what
   * another entry of its layer has put at its path meanwhile.
   */
  private placeWaiting(waiting: readonly number[]): void {
    let left = waiting.filter((entry) => !this.standsHere(this.nodes[this.index.node[entry]]));
    for (let before = -1; left.length > 0 && left.length !== before; ) {
      before = left.length;
      left = left.filter((entry) => !this.placeHardlink(this.nodes[this.index.node[entry]], entry));
    }
    for (const entry of left) this.warnOfMissingTarget(entry);
  }

  private standsHere(node: number): boolean {
    const live = this.live(node);
    return live !== NONE && this.tree.layer.values[live] === this.layer;
  }

  private placeDirectory(node: number, entry: number): void {
    this.ensureParent(node);
    const live = this.live(node);
    if (live !== NONE && !this.tree.isDirectory(live)) this.dropName(live);
    this.setVersion(node, entry);
  }

  /** `inode` is NONE for an entry that brings its own content. */
  private placeFile(node: number, entry: number, inode: number): void {
    this.ensureParent(node);
    const live = this.live(node);
    if (live !== NONE) {
      if (this.tree.isDirectory(live)) this.removeChildren(node);
      else this.dropName(live);
    }
    const version = this.setVersion(node, entry);
    this.addName(version, inode === NONE ? version : inode);
  }

  private placeHardlink(node: number, entry: number): boolean {
    const target = bytesAt(this.index.targets, this.index.target[entry]);
    const found = this.components.split(target) ? this.components.lookup(this.tree.names, target) : NONE;
    const live = found < 0 ? NONE : this.live(found);
    if (live === NONE || this.tree.isDirectory(live)) return false;
    this.placeFile(node, entry, this.tree.inode.values[live]);
    return true;
  }

  /** Engines make a missing parent, and put a real directory where a file or a link stands: links are never followed. */
  private ensureParent(node: number): void {
    const parents = this.tree.names.parent.values;
    const missing: number[] = [];
    for (let parent = parents[node]; !this.isLiveDirectory(parent); parent = parents[parent]) missing.push(parent);
    for (const parent of missing.reverse()) {
      const live = this.live(parent);
      if (live !== NONE) {
        this.warnings.add('parent-not-directory', () => this.notDirectoryText(parent));
        this.dropName(live);
      }
      this.setVersion(parent, IMPLIED);
    }
  }

  private isLiveDirectory(node: number): boolean {
    const live = this.live(node);
    return live !== NONE && this.tree.isDirectory(live);
  }

  /** The version that stands now; NONE when the path is not there. */
  private live(node: number): number {
    const version = this.tree.newest.values[node];
    return version !== NONE && this.tree.entry.values[version] !== REMOVED ? version : NONE;
  }

  private removeTree(node: number): void {
    const live = this.live(node);
    if (live === NONE) return;
    if (this.tree.isDirectory(live)) this.removeChildren(node);
    else this.dropName(live);
    this.setRemoved(node);
  }

  /** Removes everything below, without recursion: images can nest deeper than a stack. */
  private removeChildren(node: number): void {
    const { firstChild, nextSibling } = this.tree;
    const stack = [firstChild.values[node]];
    for (let child = stack.pop(); child !== undefined; child = stack.pop()) {
      if (child === NONE) continue;
      stack.push(nextSibling.values[child]);
      const live = this.live(child);
      if (live === NONE) continue;
      if (this.tree.isDirectory(live)) stack.push(firstChild.values[child]);
      else this.dropName(live);
      this.setRemoved(child);
    }
  }

  private setVersion(node: number, entry: number): number {
    const { tree, layer } = this;
    const newest = tree.newest.values[node];
    if (newest === NONE || tree.layer.values[newest] !== layer) {
      return this.chain(node, tree.addVersion(node, layer, entry, newest));
    }
    // One version a layer: a row that is no inode is written over, an inode leaves the chain and keeps its row.
    if (tree.inode.values[newest] !== newest) {
      tree.entry.values[newest] = entry;
      tree.inode.values[newest] = NONE;
      return newest;
    }
    return this.chain(node, tree.addVersion(node, layer, entry, tree.previous.values[newest]));
  }

  private setRemoved(node: number): void {
    const { tree, layer } = this;
    const newest = tree.newest.values[node];
    const before = tree.layer.values[newest] === layer ? tree.previous.values[newest] : newest;
    const wasThere = before !== NONE && tree.entry.values[before] !== REMOVED;
    if (wasThere) this.setVersion(node, REMOVED);
    else tree.newest.values[node] = before;
  }

  private chain(node: number, version: number): number {
    this.tree.newest.values[node] = version;
    return version;
  }

  private addName(version: number, inode: number): void {
    this.tree.inode.values[version] = inode;
    this.tree.addName(inode);
  }

  private dropName(version: number): void {
    this.tree.dropName(this.tree.inode.values[version], this.layer);
  }

  private warnOfMissingTarget(entry: number): void {
    const path = this.pathOf(this.nodes[this.index.node[entry]]);
    const target = pathText(bytesAt(this.index.targets, this.index.target[entry]));
    this.warnings.add(
      'hardlink-target-missing',
      () => `${path}: a hard link to ${target}, which is not there; it is left out`,
    );
  }

  private notDirectoryText(node: number): string {
    return `${this.pathOf(node)}: is not a directory below, but this layer puts files into it; it is shown as a directory`;
  }

  private pathOf(node: number): string {
    return this.tree.path(node);
  }
}
