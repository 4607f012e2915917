import { type LayerSummary, summarizeLayers } from './layerSummary.ts';
import { type Change, changeOf, coveredBy, forEachVersion } from './merge/changes.ts';
import { type MergedTree, NONE } from './merge/mergedTree.ts';
import { type DeadFile, deadFiles } from './merge/waste.ts';
import { topPaths } from './topPaths.ts';

/** What an editor shows of a layer, as plain data: all of it is small, however large the layer. */
export interface LayerFacts extends LayerSummary {
  /** Entries of its tar, whiteouts included. */
  readonly entries: number;
  /** The largest files that it ships, largest first. */
  readonly largest: readonly LargeFile[];
  /** Lower layers whose paths it overwrote or hid, most paths first. */
  readonly covers: readonly Covered[];
  /** The layers that make bytes of it useless, most bytes first. */
  readonly wastedBy: readonly WastedBy[];
}

export interface LargeFile {
  readonly node: number;
  readonly path: string;
  readonly bytes: number;
  readonly change: Change;
}

export interface Covered {
  readonly layer: number;
  readonly overwritten: number;
  readonly hidden: number;
  /** Some of the paths, those with most bytes below first. */
  readonly paths: readonly { readonly path: string; readonly bytes: number; readonly change: Change }[];
}

export interface WastedBy {
  readonly layer: number;
  readonly files: number;
  readonly bytes: number;
  /** The same by what became of the files, most bytes first. */
  readonly ways: readonly {
    readonly how: DeadFile['hiddenBy']['how'];
    readonly files: number;
    readonly bytes: number;
  }[];
  /** The largest of those files. */
  readonly paths: readonly {
    readonly path: string;
    readonly bytes: number;
    readonly how: DeadFile['hiddenBy']['how'];
  }[];
}

/** How many paths stand for the rest. */
const SHOWN = 5;

/** Contents must be hashed as for `countChanges`. */
export function layerFacts(tree: MergedTree): LayerFacts[] {
  const dead = deadFiles(tree);
  const largest = largestFiles(tree);
  const covers = coveredLayers(tree);
  const wasted = wastedBy(tree, dead);
  return summarizeLayers(tree, dead).map((summary, layer) => ({
    ...summary,
    entries: tree.layers[layer].entryCount,
    largest: largest[layer],
    covers: covers[layer],
    wastedBy: wasted[layer],
  }));
}

function largestFiles(tree: MergedTree): LargeFile[][] {
  const largest = tree.layers.map(() => topPaths<Change>(SHOWN));
  forEachVersion(tree, (version) => {
    // A hard link ships nothing: its content is told where it was brought.
    if (tree.inode.values[version] !== version) return;
    const bytes = bytesOf(tree, version);
    const top = largest[tree.layer.values[version]];
    if (bytes === 0 || !top.takes(bytes)) return;
    const change = changeOf(tree, version);
    if (change !== null) top.add(tree.node.values[version], bytes, change);
  });
  return largest.map((top) => top.finish(tree).map(({ how, ...file }) => ({ ...file, change: how })));
}

function coveredLayers(tree: MergedTree): Covered[][] {
  const covers = tree.layers.map(() => new Map<number, CoveredCount>());
  forEachVersion(tree, (version) => {
    const before = coveredBy(tree, version);
    const change = before === NONE ? null : changeOf(tree, version);
    if (change === null || change === 'added') return;
    const below = tree.layer.values[before];
    const counts = covers[tree.layer.values[version]];
    const count = counts.get(below) ?? { overwritten: 0, hidden: 0, top: topPaths<Change>(SHOWN) };
    counts.set(below, count);
    count[change === 'removed' ? 'hidden' : 'overwritten']++;
    count.top.add(tree.node.values[version], bytesOf(tree, tree.inode.values[before]), change);
  });
  return covers.map((counts) =>
    [...counts]
      .map(([layer, { overwritten, hidden, top }]) => ({
        layer,
        overwritten,
        hidden,
        paths: top.finish(tree).map(({ path, bytes, how }) => ({ path, bytes, change: how })),
      }))
      .sort((a, b) => b.overwritten + b.hidden - a.overwritten - a.hidden || a.layer - b.layer),
  );
}

interface CoveredCount {
  overwritten: number;
  hidden: number;
  readonly top: ReturnType<typeof topPaths<Change>>;
}

function wastedBy(tree: MergedTree, dead: Iterable<DeadFile>): WastedBy[][] {
  const wasted = tree.layers.map(() => new Map<number, WasteCount>());
  for (const { layer, bytes, node, hiddenBy } of dead) {
    const count: WasteCount = wasted[layer].get(hiddenBy.layer) ?? {
      ways: new Map(),
      top: topPaths<DeadFile['hiddenBy']['how']>(SHOWN),
    };
    wasted[layer].set(hiddenBy.layer, count);
    const way = count.ways.get(hiddenBy.how) ?? { files: 0, bytes: 0 };
    count.ways.set(hiddenBy.how, way);
    way.files++;
    way.bytes += bytes;
    count.top.add(node, bytes, hiddenBy.how);
  }
  return wasted.map((counts) =>
    [...counts]
      .map(([layer, { ways, top }]) => ({
        layer,
        files: [...ways.values()].reduce((sum, { files }) => sum + files, 0),
        bytes: [...ways.values()].reduce((sum, way) => sum + way.bytes, 0),
        ways: [...ways].map(([how, way]) => ({ how, ...way })).sort((a, b) => b.bytes - a.bytes),
        paths: top.finish(tree).map(({ path, bytes: size, how }) => ({ path, bytes: size, how })),
      }))
      .sort((a, b) => b.bytes - a.bytes || a.layer - b.layer),
  );
}

interface WasteCount {
  readonly ways: Map<DeadFile['hiddenBy']['how'], { files: number; bytes: number }>;
  readonly top: ReturnType<typeof topPaths<DeadFile['hiddenBy']['how']>>;
}

function bytesOf(tree: MergedTree, inode: number): number {
  return inode === NONE ? 0 : tree.layers[tree.layer.values[inode]].size[tree.entry.values[inode]];
}
