import type { Dockerfile, Stage, Step } from '../dockerfile/types.ts';

/** What runs before a step: the steps of the stages that its stage is built `FROM`, and of its own above it. */
export function lineageSteps(dockerfile: Dockerfile, { stage, index }: Step): readonly Step[] {
  return stagesBelow(dockerfile, stage)
    .flatMap(({ steps }) => steps.map((step) => dockerfile.steps[step]))
    .filter((step) => step.index < index);
}

/** What runs after a step on top of what it made: the steps below it, and those of the stages built `FROM` its own. */
export function laterSteps(dockerfile: Dockerfile, { stage, index }: Step): readonly Step[] {
  return dockerfile.steps.filter(
    (later) => later.index > index && stagesBelow(dockerfile, later.stage).some((below) => below.index === stage),
  );
}

/** A stage and those that it is built `FROM`, the first of them first. */
function stagesBelow({ stages }: Dockerfile, stage: number | null): readonly Stage[] {
  const found: Stage[] = [];
  for (let at = stage; at !== null && stages[at] !== undefined; at = stages[at].parent) {
    if (found.includes(stages[at])) break;
    found.unshift(stages[at]);
  }
  return found;
}
