import { compareEntries, compareInodes, entryOf } from '../../merge/compare.ts';
import { bytesOf } from '../../merge/largestFirst.ts';
import { NO_EXTRA } from '../../merge/layerIndex.ts';
import { IMPLIED, type MergedTree, NONE, REMOVED } from '../../merge/mergedTree.ts';
import type { Rule, SightingOf } from '../rule.ts';
import { filesText, pathsText } from '../sentences.ts';
import { sightingCount } from '../sightingCount.ts';

export const layerChangesNothing: Rule = {
  name: 'layer-changes-nothing',
  title: 'Layers that change nothing',
  severity: 'info',
  always: true,
  sees: { by: 'tree', see: layersWithoutChange, edition: 1 },
  message: (sighting) =>
    sighting.files === 0
      ? 'The layer changes nothing: the files are the same before and after'
      : `The layer changes nothing: ${filesText(sighting)} ${sighting.files === 1 ? 'comes' : 'come'} again as before: ${pathsText(sighting)}`,
  advice: () =>
    'Leave the instruction out, or join it with the one before: every layer costs a request and an unpacking.',
};

/** Those after which every path is as before it, times aside. */
function layersWithoutChange(tree: MergedTree): SightingOf[] {
  const same = sameLayers(tree);
  if (same.size === 0) return [];
  const count = sightingCount(tree);
  for (let inode = 0; inode < tree.versionCount; inode++) {
    const layer = tree.layer.values[inode];
    if (tree.inode.values[inode] !== inode || !same.has(layer) || bytesOf(tree, inode) === 0) continue;
    const file = { node: tree.node.values[inode], bytes: bytesOf(tree, inode) };
    count.add({ rule: '', kind: '', layer, hiddenBy: null }, file);
  }
  const shipping = count.finish();
  return Array.from(same, (layer) => shipping.find((one) => one.layer === layer) ?? shipsNothing(layer));
}

/** Most layers are soon found to change something, and then the search ends. */
function sameLayers(tree: MergedTree): ReadonlySet<number> {
  const same = new Set(tree.layers.keys());
  for (let node = 0; node < tree.nodeCount && same.size > 0; node++) {
    for (let at = tree.newest.values[node]; at !== NONE; at = tree.previous.values[at]) {
      const layer = tree.layer.values[at];
      if (same.has(layer) && !isAsBefore(tree, at)) same.delete(layer);
    }
  }
  return same;
}

function shipsNothing(layer: number): SightingOf {
  return { kind: '', layer, hiddenBy: null, files: 0, bytes: 0, paths: [], places: [] };
}

function isAsBefore(tree: MergedTree, version: number): boolean {
  const before = tree.previous.values[version];
  const wasThere = before !== NONE && tree.entry.values[before] !== REMOVED;
  if (tree.entry.values[version] === REMOVED) return !wasThere;
  // The root is always there, and every tree begins with one.
  if (!wasThere) return tree.node.values[version] === 0 && isOrdinary(tree, version);
  const areDirectories = [before, version].map((one) => tree.isDirectory(one));
  if (areDirectories.every((is) => is)) return sameDirectory(tree, before, version);
  if (areDirectories.some((is) => is)) return false;
  return compareInodes(tree, tree.inode.values[before], tree.inode.values[version]) === 'identical';
}

function sameDirectory(tree: MergedTree, before: number, version: number): boolean {
  const isDescribed = [before, version].map((one) => tree.entry.values[one] !== IMPLIED);
  if (isDescribed.every((is) => is))
    return compareEntries(entryOf(tree, before), entryOf(tree, version)) === 'identical';
  return isOrdinary(tree, before) && isOrdinary(tree, version);
}

/** A directory as engines make one that no layer describes. */
function isOrdinary(tree: MergedTree, version: number): boolean {
  if (tree.entry.values[version] === IMPLIED) return true;
  const { index, entry } = entryOf(tree, version);
  return (
    index.mode[entry] === 0o755 && index.uid[entry] === 0 && index.gid[entry] === 0 && index.xattr[entry] === NO_EXTRA
  );
}
