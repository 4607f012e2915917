import type { Analysis } from '../core/analysis.ts';
import { hashesToCompare } from '../core/diff/comparePaths.ts';
import { diffTrees } from '../core/diff/diffTrees.ts';
import type { OpenImage } from '../core/openImage.ts';
import type { ComparedImage, Comparison } from './report/comparison.ts';

export type OpenSide = ComparedImage & { readonly open: OpenImage };

/** Compares two images as they are after a layer, reading contents where nothing else tells. */
export async function compareImages(a: OpenSide, b: OpenSide): Promise<Comparison> {
  const [sideA, sideB] = [a, b].map(({ analysis, step }) => {
    return { tree: analysis.tree, step, diffIds: analysis.image.layers.map(({ diffId }) => diffId) };
  });
  const wanted = hashesToCompare(sideA, sideB);
  await hash(a, wanted.a);
  await hash(b, wanted.b);
  return { a, b, ...diffTrees(sideA, sideB) };
}

/** An image as it is finished. */
export function finished(analysis: Analysis, open: OpenImage): OpenSide {
  return { analysis, open, step: analysis.layers.length - 1 };
}

async function hash({ open, analysis }: OpenSide, wanted: readonly Uint32Array[]): Promise<void> {
  for (const [layer, entries] of wanted.entries()) {
    if (entries.length > 0) await open.hashContents(layer, analysis.tree.layers[layer], entries, {});
  }
}
