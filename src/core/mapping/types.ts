import type { Warning } from '../image/warning.ts';

export type Confidence = 'exact' | 'high' | 'low' | 'none';
export type Evidence = 'provenance' | 'history' | 'base-image' | 'position';

/** What one step made, and why we say so. */
export interface StepLayers {
  /** Position in `Dockerfile.steps`. */
  readonly step: number;
  /** Layer indexes from 0, ascending; empty when the step made none, or when we do not know. */
  readonly layers: readonly number[];
  readonly confidence: Confidence;
  readonly evidence: Evidence | null;
  /** The step was edited, added or moved since the image was built: what it shows is of its former text. */
  readonly stale: boolean;
  /** For people: why it was matched, or why not. One sentence. */
  readonly because: string;
}

/** Which step made which layer. Nothing unmatched is hidden: such a layer has `stepOfLayer[i] === null`. */
export interface Mapping {
  /** Position of the target stage in `Dockerfile.stages`; -1 for a Dockerfile without stages. */
  readonly target: number;
  /** One for each step of the Dockerfile, in order. */
  readonly steps: readonly StepLayers[];
  /** For each layer the step that made it (the last, when a range did), the FROM for base layers, or null. */
  readonly stepOfLayer: readonly (number | null)[];
  /** How many layers, from the bottom, belong to the base image. */
  readonly baseLayers: number;
  readonly warnings: readonly Warning[];
}
