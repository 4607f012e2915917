import type { Analysis } from '../../core/analysis.ts';

/** The steps that made some layers, each once, in order, as the reports for machines name them. */
export function stepsJson({ dockerfile }: Analysis, layers: readonly number[]): object[] {
  if (dockerfile === null) return [];
  const made = dockerfile.mapping.steps.filter((step) => step.layers.some((layer) => layers.includes(layer)));
  return made.map(({ step }) => {
    const { index, instruction, startLine, endLine } = dockerfile.dockerfile.steps[step];
    return { index, instruction, startLine, endLine };
  });
}
