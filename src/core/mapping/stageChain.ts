import type { Dockerfile } from '../dockerfile/types.ts';

/** Position of the stage that `--target` names, by name or number; the last one without it or when there is none such. */
export function targetStage({ stages }: Dockerfile, target?: string): number {
  const wanted = target?.toLowerCase() ?? '';
  const named = stages.findLastIndex(({ name }) => wanted !== '' && name?.toLowerCase() === wanted);
  const numbered = /^\d+$/.test(wanted) && Number(wanted) < stages.length ? Number(wanted) : -1;
  return named >= 0 ? named : numbered >= 0 ? numbered : stages.length - 1;
}

/** True when `target` names a stage. */
export function hasStage({ stages }: Dockerfile, target: string): boolean {
  const wanted = target.toLowerCase();
  return stages.some(({ name, index }) => name?.toLowerCase() === wanted || `${index}` === wanted);
}

/** The target and the stages it is built `FROM`, the bottom one first: these make the image. Empty without stages. */
export function stageChain({ stages }: Dockerfile, target: number): readonly number[] {
  const chain: number[] = [];
  // A parent stands above its child in the file, so this ends.
  for (let at: number | null = target; at !== null && !chain.includes(at); at = stages[at]?.parent ?? null)
    if (stages[at] !== undefined) chain.unshift(at);
  return chain;
}
