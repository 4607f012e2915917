import { diffTrees } from '../src/core/diff/diffTrees.ts';
import { findSightings } from '../src/core/findings/findSightings.ts';
import { mergeLayers } from '../src/core/merge/mergeLayers.ts';
import type { OpenImage } from '../src/core/openImage.ts';
import { growthPicture } from '../src/core/picture/growthPicture.ts';
import { imagePicture } from '../src/core/picture/imagePicture.ts';
import { readLayers } from '../src/core/readLayers.ts';
import { suggestJoins } from '../src/core/whatIf/suggestJoins.ts';
import { withoutLayers } from '../src/core/whatIf/withoutLayers.ts';
import { inTurns } from './turns.ts';

/** Each question's time against that of one merge of the same layers, which has to be done before any of them. */
export interface WhatIfMeasured {
  readonly mergeMilliseconds: number;
  readonly suggesting: number;
  readonly leavingOut: number;
  readonly diffing: number;
  /** The picture of the image, and that of the same comparison. */
  readonly picturing: number;
  readonly growing: number;
  /** What all rules see, wasted files included. */
  readonly finding: number;
}

const SUGGESTIONS = 10;

/** Leaves out a layer from the middle, and compares the image with what it was before its last layer. */
export async function measureWhatIf(open: OpenImage, rounds: number): Promise<WhatIfMeasured> {
  const { tree } = await readLayers(open);
  const diffIds = open.image.layers.map(({ diffId }) => diffId);
  const last = tree.layers.length - 1;
  const [before, after] = [last - 1, last].map((step) => ({ tree, step, diffIds }));
  const groups = tree.layers.map((_, layer) => layer);
  const best = await inTurns(rounds, {
    merge: () => mergeLayers(tree.layers),
    suggest: () => suggestJoins(tree, 0, SUGGESTIONS),
    without: () => withoutLayers(tree, [Math.floor(last / 2)]),
    find: () => findSightings(tree),
    diff: () => diffTrees(before, after),
    picture: () => imagePicture(tree),
    growth: () => growthPicture(before, after, { a: groups, b: groups }),
  });
  return {
    mergeMilliseconds: best.merge * 1000,
    suggesting: best.suggest / best.merge,
    leavingOut: best.without / best.merge,
    diffing: best.diff / best.merge,
    picturing: best.picture / best.merge,
    growing: best.growth / best.merge,
    finding: best.find / best.merge,
  };
}
