import { joinLayers } from '../../core/whatIf/joinLayers.ts';
import { suggestJoins } from '../../core/whatIf/suggestJoins.ts';
import { withoutLayers } from '../../core/whatIf/withoutLayers.ts';
import type { CheckedParams, ResultOf } from '../../protocol/questions.ts';
import { checkLayers, type MergedImage } from '../mergedImage.ts';

/** As many as anyone reads. */
const SUGGESTED = 10;

export function joins({ open, whole }: MergedImage, { range, from }: CheckedParams<'joins'>): ResultOf<'joins'> {
  if (range === undefined) return suggestJoins(whole.tree, from, SUGGESTED);
  checkLayers(open, [range.first, range.last]);
  return [joinLayers(whole.tree, range)];
}

export function without({ open, whole }: MergedImage, { layers }: CheckedParams<'without'>): ResultOf<'without'> {
  checkLayers(open, layers);
  return withoutLayers(
    whole.tree,
    [...new Set(layers)].sort((a, b) => a - b),
  );
}
