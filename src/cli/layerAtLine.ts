import type { Analysis, MappedDockerfile } from '../core/analysis.ts';
import { Failure } from '../core/error.ts';
import { stageLabel } from '../core/words/stageLabel.ts';

/**
 * The layer after which the file system is as the instruction at `line` left it; -1 before the first layer.
 *
 * @throws Failure of kind `usage` when no instruction of the image stands there.
 */
export function layerAtLine({ dockerfile: mapped }: Analysis, line: number): number {
  if (mapped === null) {
    throw new Failure(
      'usage',
      'Lines are known only with a Dockerfile',
      'Name it with -f, or choose a layer with --layer.',
    );
  }
  const { dockerfile, mapping } = mapped;
  const at = dockerfile.steps.find(({ startLine, endLine }) => startLine <= line && line <= endLine);
  if (at === undefined)
    throw new Failure(
      'usage',
      `No instruction stands at line ${line} of ${mapped.path}`,
      'Name a line of an instruction.',
    );
  const chain = stagesOfImage(mapped);
  if (at.stage !== null && !chain.has(at.stage)) {
    const stage = stageLabel(dockerfile.stages[at.stage]);
    throw new Failure(
      'usage',
      `Line ${line} is in stage ${stage}, which the image does not contain`,
      'Name a line of the stages the image was built from.',
    );
  }
  const before = mapping.steps.filter(({ step }) => {
    const { stage, index } = dockerfile.steps[step];
    return stage !== null && chain.has(stage) && index <= at.index;
  });
  return Math.max(-1, ...before.flatMap(({ layers }) => layers));
}

/** The target and the stages it is built from. */
function stagesOfImage({ dockerfile, mapping }: MappedDockerfile): Set<number> {
  const chain = new Set<number>();
  for (let stage: number | null = mapping.target; stage !== null && stage >= 0; stage = dockerfile.stages[stage].parent)
    chain.add(stage);
  return chain;
}
