import type { StepsAnswer } from '../../protocol/serverRequests.ts';

type Steps = NonNullable<StepsAnswer>;
export type StepRow = Steps['stages'][number]['steps'][number];
export type LayerRow = Steps['layers'][number];
export type StageRow = Steps['stages'][number];

/** Which layers are looked at: the tree after `step`, and what the layers from `since` on changed. */
export interface LayerRange {
  /** -1 for the empty tree before the first layer. */
  readonly step: number;
  /** Larger than `step` for an instruction that changed no files. */
  readonly since: number;
}

/** What was chosen in the list of steps. */
export type Selection =
  | { readonly kind: 'step'; readonly step: number }
  | { readonly kind: 'layer'; readonly layer: number }
  /** The whole image. */
  | { readonly kind: 'image' };

/** Which tree a selection shows. An instruction without layers shows the tree as the one before it left it. */
export function rangeOf(steps: Steps, selection: Selection): LayerRange {
  const last = steps.layers.length - 1;
  switch (selection.kind) {
    case 'image':
      return { step: last, since: last + 1 };
    case 'layer':
      return { step: selection.layer, since: selection.layer };
    case 'step':
      return rangeOfStep(steps, selection.step, last);
  }
}

function rangeOfStep(steps: Steps, wanted: number, last: number): LayerRange {
  let below = -1;
  for (const stage of steps.stages) {
    if (stage.part === 'outside') continue;
    for (const { step, layers } of stage.steps) {
      const top = layers.at(-1);
      if (step === wanted)
        return top === undefined ? { step: below, since: below + 1 } : { step: top, since: layers[0] };
      if (top !== undefined) below = Math.max(below, top);
    }
  }
  return { step: last, since: last + 1 };
}

/** The steps that the image is made of, in the order of the Dockerfile. */
export function imageSteps(steps: Steps): StepRow[] {
  return steps.stages.filter(({ part }) => part !== 'outside').flatMap(({ steps: rows }) => rows);
}

/** The instruction at a line, from 1; null between instructions and in stages that ship nothing. */
export function stepAtLine(steps: Steps, line: number): StepRow | null {
  return imageSteps(steps).find((step) => step.line <= line && line <= step.endLine) ?? null;
}

/** The step before or after the selected one that has layers; null at the end. */
export function neighbour(steps: Steps, selection: Selection, direction: 1 | -1): Selection | null {
  const rows = imageSteps(steps).filter(({ layers }) => layers.length > 0);
  if (rows.length === 0) return neighbourLayer(steps, selection, direction);
  if (selection.kind !== 'step') return { kind: 'step', step: rows[direction === 1 ? 0 : rows.length - 1].step };
  const next =
    direction === 1
      ? rows.find(({ step }) => step > selection.step)
      : rows.findLast(({ step }) => step < selection.step);
  return next === undefined ? null : { kind: 'step', step: next.step };
}

function neighbourLayer({ layers }: Steps, selection: Selection, direction: 1 | -1): Selection | null {
  const from = selection.kind === 'layer' ? selection.layer : direction === 1 ? -1 : layers.length;
  const layer = from + direction;
  return layer >= 0 && layer < layers.length ? { kind: 'layer', layer } : null;
}

/** The instruction that made a layer; undefined where none is known. */
export function stepOfLayer(steps: Steps | null, layer: number): StepRow | undefined {
  const step = steps?.layers.at(layer)?.step ?? null;
  return step === null ? undefined : steps?.stages.flatMap((stage) => stage.steps).find((row) => row.step === step);
}
