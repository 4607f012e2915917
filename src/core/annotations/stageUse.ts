import type { Dockerfile } from '../dockerfile/types.ts';
import { stageChain } from '../mapping/stageChain.ts';
import type { Mapping } from '../mapping/types.ts';
import { copiedStage } from './stageNamed.ts';
import { stagePart } from './stagePart.ts';
import type { StagePart } from './types.ts';

/** What came out of a stage. */
export interface StageUse {
  readonly stage: number;
  readonly part: StagePart;
  /** The steps that take files from it with `COPY --from`, in stages that make the image. */
  readonly copiedBy: readonly number[];
  /** The same in stages that do not. */
  readonly copiedElsewhere: readonly number[];
  /** Its own steps that made layers of the image. */
  readonly shipping: readonly number[];
  /** The stages that are built `FROM` it. */
  readonly childStages: readonly number[];
}

export function stageUse(dockerfile: Dockerfile, mapping: Mapping, stage: number): StageUse {
  const chain = stageChain(dockerfile, mapping.target);
  const copies = dockerfile.steps.filter((step) => copiedStage(dockerfile, step)?.index === stage);
  const inImage = copies.filter((step) => step.stage !== null && chain.includes(step.stage));
  const own = dockerfile.stages[stage]?.steps ?? [];
  return {
    stage,
    part: stagePart(stage, chain),
    copiedBy: inImage.map(({ index }) => index),
    copiedElsewhere: copies.filter((step) => !inImage.includes(step)).map(({ index }) => index),
    shipping: own.filter((step) => (mapping.steps[step]?.layers.length ?? 0) > 0),
    childStages: dockerfile.stages.filter(({ parent }) => parent === stage).map(({ index }) => index),
  };
}
