import type { Analysis } from '../../core/analysis.ts';
import type { Blame } from '../../core/diff/comparePairs.ts';
import type { TreeDifference } from '../../core/diff/diffTrees.ts';

/** Two images, or one after two of its layers, and how they differ. */
export interface Comparison extends TreeDifference {
  readonly a: ComparedImage;
  readonly b: ComparedImage;
}

export interface ComparedImage {
  readonly analysis: Analysis;
  /** The layer after which it is looked at. */
  readonly step: number;
}

/** An instruction, or a layer without one. */
export interface Blamed {
  readonly image: Blame['image'];
  /** Position in the Dockerfile's steps. */
  readonly step: number | null;
  /** The one to blame; of a step with several, any. */
  readonly layer: number;
}

export function blamedBy(comparison: Comparison, { image, layer }: Blame): Blamed {
  const { dockerfile } = comparison[image].analysis;
  return { image, layer, step: dockerfile?.mapping.stepOfLayer[layer] ?? null };
}

/** Equal for layers of one instruction. */
export function blamedName({ image, step, layer }: Blamed): string {
  return step === null ? `${image} layer ${layer}` : `${image} step ${step}`;
}
