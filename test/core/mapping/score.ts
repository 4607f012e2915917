import type { Mapping } from '../../../src/core/mapping/types.ts';
import type { Case } from './corpus.ts';

/** How a mapping stands to the truth. */
export interface Score {
  readonly layers: number;
  readonly right: number;
  /** Layers given to a step that did not make them, with a confidence of `high` or more. */
  readonly wrongButSure: number;
  /** Of the right ones, those with `high` or more. */
  readonly sure: number;
  /** 1 when the number of the base's layers is right. */
  readonly baseRight: number;
}

export function score({ dockerfile, truth }: Case, mapping: Mapping): Score {
  const verdicts = mapping.stepOfLayer.map((step, layer) => {
    const line = step === null ? null : (dockerfile.steps[step]?.startLine ?? null);
    const confidence = mapping.steps[step ?? -1]?.confidence ?? 'none';
    return { right: line === truth.linesOfLayer[layer]?.at(-1), sure: confidence === 'high' || confidence === 'exact' };
  });
  return {
    layers: verdicts.length,
    right: verdicts.filter(({ right }) => right).length,
    wrongButSure: verdicts.filter(({ right, sure }) => sure && !right).length,
    sure: verdicts.filter(({ right, sure }) => sure && right).length,
    baseRight: mapping.baseLayers === truth.baseLayers ? 1 : 0,
  };
}
