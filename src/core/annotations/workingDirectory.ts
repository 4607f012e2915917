import type { Dockerfile, Stage, Step } from '../dockerfile/types.ts';
import { certainText, type RunConfig } from './certainText.ts';
import { joinPath } from './paths.ts';

/**
 * The directory in which a step's relative paths begin, without slashes around it; null where that is not certain,
 * because the base image sets it and the image does not tell.
 */
export function workingDirectory(dockerfile: Dockerfile, step: Step, config: RunConfig | null): string | null {
  const lineage = lineageOf(dockerfile, step);
  const all = lineage.flatMap(({ steps }) => steps.map((index) => dockerfile.steps[index]));
  const moves = all.filter(({ instruction }) => instruction === 'WORKDIR');
  let directory = lineage.at(0)?.base.toLowerCase() === 'scratch' ? '' : baseDirectory(moves, config);
  for (const move of moves.filter(({ index }) => index < step.index)) {
    const to = certainText(dockerfile, move.index, move.args[0] ?? '', config);
    directory = to === null ? null : joinPath(directory, to);
  }
  return directory;
}

/** When no line sets it, the image has what its base had. */
function baseDirectory(moves: readonly Step[], config: RunConfig | null): string | null {
  return config === null || moves.length > 0 ? null : joinPath('', config.workingDir);
}

/** The stages that a step is built on, the first of them first. */
function lineageOf({ stages }: Dockerfile, { stage }: Step): readonly Stage[] {
  const lineage: Stage[] = [];
  for (let at = stage; at !== null && stages[at] !== undefined; at = stages[at].parent) {
    if (lineage.includes(stages[at])) break;
    lineage.unshift(stages[at]);
  }
  return lineage;
}
