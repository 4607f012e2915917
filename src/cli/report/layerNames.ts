import type { Analysis } from '../../core/analysis.ts';
import { instructionText } from './instructionText.ts';
import { layerOrigins } from './layerOrigins.ts';

/** For each layer the instruction that made it, else what the history says; safe for a terminal. */
export function layerNames({ image, dockerfile }: Analysis): string[] {
  return layerOrigins(image).map((origin, layer) => {
    const step = dockerfile?.mapping.stepOfLayer[layer] ?? null;
    return dockerfile === null || step === null ? origin : instructionText(dockerfile.dockerfile.steps[step]);
  });
}
