import { type MergedTree, NONE } from '../merge/mergedTree.ts';
import { type Joined, joinWith, type LayerRange } from './joinLayers.ts';
import { linkedInodes } from './linkedInodes.ts';

/**
 * The joins that pay best, of layers from `from` on, at most `most`. Only ranges from a layer that writes to one that
 * makes its bytes useless are looked at: in every other a shorter one makes as many bytes useless.
 *
 * The more layers are joined the more is saved, and the more of the build cache is lost. So what a range saves is
 * divided by the layers that are given up for it; of equals, the one that saves more comes first.
 */
export function suggestJoins(tree: MergedTree, from: number, most: number): Joined[] {
  const linked = linkedInodes(tree);
  const candidates = helpfulRanges(tree, from).sort((a, b) => byGain(a.range, a.bytes, b.range, b.bytes));
  const found: Joined[] = [];
  for (const { range, bytes } of candidates) {
    // Copies only ever make a range worse, so nothing that follows can enter a list that is full of better ones.
    const worst = found[most - 1];
    if (found.length >= most && byGain(worst, worst.savedBytes, range, bytes) <= 0) break;
    const joined = joinWith(tree, range, bytes, linked);
    if (joined.savedBytes > 0) found.push(joined);
    found.sort((a, b) => byGain(a, a.savedBytes, b, b.savedBytes));
  }
  return found.slice(0, most);
}

interface Candidate {
  readonly range: LayerRange;
  /** Dead within the range. */
  readonly bytes: number;
}

function helpfulRanges(tree: MergedTree, from: number): Candidate[] {
  const hidden = hiddenBytes(tree);
  const within = bytesWithin(hidden);
  return hidden.flatMap((row, first) =>
    row.flatMap((bytes, last) =>
      bytes > 0 && from <= first && first < last ? [{ range: { first, last }, bytes: within[first][last] }] : [],
    ),
  );
}

/** Of each layer (row) the bytes that each layer (column) makes useless. */
function hiddenBytes(tree: MergedTree): number[][] {
  const hidden = tree.layers.map(() => tree.layers.map(() => 0));
  for (let inode = 0; inode < tree.versionCount; inode++) {
    const hider = tree.deadSince(inode);
    if (hider === NONE) continue;
    const layer = tree.layer.values[inode];
    hidden[layer][hider] += tree.layers[layer].size[tree.entry.values[inode]];
  }
  return hidden;
}

/** For each range the sum of all pairs within it, from the ranges one layer shorter. */
function bytesWithin(hidden: readonly (readonly number[])[]): number[][] {
  const within = hidden.map((row) => row.map(() => 0));
  const at = (first: number, last: number): number => (first > last ? 0 : within[first][last]);
  for (let length = 0; length < hidden.length; length++) {
    for (let first = 0; first + length < hidden.length; first++) {
      const last = first + length;
      within[first][last] = hidden[first][last] + at(first, last - 1) + at(first + 1, last) - at(first + 1, last - 1);
    }
  }
  return within;
}

/** What one layer given up saves; negative when `a` goes before `b`. */
function byGain(a: LayerRange, aBytes: number, b: LayerRange, bBytes: number): number {
  return bBytes / (b.last - b.first) - aBytes / (a.last - a.first) || bBytes - aBytes || a.first - b.first;
}
