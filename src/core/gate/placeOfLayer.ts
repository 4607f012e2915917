import type { Analysis } from '../analysis.ts';
import type { FindingPlace } from '../findings/finding.ts';

export function placeOfLayer({ dockerfile }: Pick<Analysis, 'dockerfile'>, layer: number): FindingPlace {
  const step = dockerfile?.mapping.stepOfLayer[layer] ?? null;
  const lines = step === null ? undefined : dockerfile?.dockerfile.steps[step];
  return { layer, step, startLine: lines?.startLine ?? null, endLine: lines?.endLine ?? null };
}
