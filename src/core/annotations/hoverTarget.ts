import type { Dockerfile, Step, TextRange } from '../dockerfile/types.ts';
import { argumentRanges } from './argumentRanges.ts';
import type { RunConfig } from './certainText.ts';
import { arrivalOf, type CopyDestination, copyDestination } from './copyPaths.ts';
import { copiedStage, fromFlag } from './stageNamed.ts';

/** What stands at a place of the text. */
export type HoverTarget = { readonly step: number; readonly range: TextRange } & (
  | { readonly kind: 'instruction' }
  | { readonly kind: 'stageName'; readonly stage: number }
  | { readonly kind: 'copyDestination'; readonly destination: CopyDestination; readonly arrivesAt: string }
  | {
      readonly kind: 'copySource';
      readonly source: string;
      readonly destination: CopyDestination;
      /** The path to look at for what arrived; null where it is not certain. */
      readonly arrivesAt: string | null;
    }
);

/**
 * @param offset in UTF-16 units of the text
 * @param config of the image, for what its base sets
 * @returns null between instructions
 */
export function hoverTarget(
  dockerfile: Dockerfile,
  offset: number,
  config: RunConfig | null = null,
): HoverTarget | null {
  const step = dockerfile.steps.find((each) => each.startOffset <= offset && offset <= each.endOffset);
  if (step === undefined) return null;
  switch (step.instruction) {
    case 'FROM':
      return stageInFrom(dockerfile, step, offset) ?? instruction(step);
    case 'COPY':
    case 'ADD':
      return stageInCopy(dockerfile, step, offset) ?? pathInCopy(dockerfile, step, offset, config) ?? instruction(step);
    default:
      return instruction(step);
  }
}

function instruction({ index, startOffset, endOffset }: Step): HoverTarget {
  return { kind: 'instruction', step: index, range: { startOffset, endOffset } };
}

function stageInFrom(dockerfile: Dockerfile, step: Step, offset: number): HoverTarget | null {
  const own = step.stage === null ? undefined : dockerfile.stages[step.stage];
  if (own === undefined) return null;
  const ranges = argumentRanges(dockerfile.text, step);
  const base = own.parent === null ? undefined : { stage: own.parent, range: ranges.at(0) };
  const name = own.name === null ? undefined : { stage: own.index, range: ranges.at(2) };
  return stageAt(step, offset, base) ?? stageAt(step, offset, name);
}

function stageInCopy(dockerfile: Dockerfile, step: Step, offset: number): HoverTarget | null {
  const stage = copiedStage(dockerfile, step);
  return stage === null ? null : stageAt(step, offset, { stage: stage.index, range: fromFlag(step)?.range });
}

function stageAt(
  { index }: Step,
  offset: number,
  found: { readonly stage: number; readonly range: TextRange | null | undefined } | undefined,
): HoverTarget | null {
  if (!found?.range || !isIn(found.range, offset)) return null;
  return { kind: 'stageName', step: index, range: found.range, stage: found.stage };
}

function pathInCopy(dockerfile: Dockerfile, step: Step, offset: number, config: RunConfig | null): HoverTarget | null {
  const ranges = argumentRanges(dockerfile.text, step);
  const at = ranges.findIndex((range) => range !== null && isIn(range, offset));
  const range = ranges[at] ?? null;
  const destination = range === null ? null : copyDestination(dockerfile, step, config);
  if (range === null || destination === null) return null;
  const place = { step: step.index, range, destination };
  if (at === ranges.length - 1) return { kind: 'copyDestination', ...place, arrivesAt: destination.path };
  const source = step.args[at];
  const arrivesAt = arrivalOf(dockerfile, step, { source, destination }, config);
  return { kind: 'copySource', ...place, source, arrivesAt };
}

function isIn({ startOffset, endOffset }: TextRange, offset: number): boolean {
  return startOffset <= offset && offset <= endOffset;
}
