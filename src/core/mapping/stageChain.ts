import type { Dockerfile, Stage } from '../dockerfile/types.ts';

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
export function stageChain(dockerfile: Dockerfile, target: number): readonly number[] {
  const chain: number[] = [];
  for (let stage = stageAt(dockerfile, target); stage !== undefined; stage = stageAt(dockerfile, stage.parent)) {
    // A parent stands above its child in the file; this ends even if one should not.
    if (chain.includes(stage.index)) break;
    chain.unshift(stage.index);
  }
  return chain;
}

export function stageAt({ stages }: Dockerfile, index: number | null | undefined): Stage | undefined {
  return stages.find((stage) => stage.index === index);
}

/** The bottom FROM of a chain; undefined for a Dockerfile without stages. */
export function bottomFrom(dockerfile: Dockerfile, chain: readonly number[]): number | undefined {
  return stageAt(dockerfile, chain.at(0))?.steps.at(0);
}

/** Nothing lies below the chain's bottom stage. */
export function isScratch(dockerfile: Dockerfile, chain: readonly number[]): boolean {
  return stageAt(dockerfile, chain.at(0))?.base.toLowerCase() === 'scratch';
}
