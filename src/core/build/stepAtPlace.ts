import type { Dockerfile, Stage, Step } from '../dockerfile/types.ts';
import type { VertexPlace } from './vertexPlace.ts';

/** Instructions that BuildKit counts; of a FROM only one that is of an image. */
const COUNTED = ['RUN', 'COPY', 'ADD', 'WORKDIR'];

/**
 * The instruction that a vertex's name means. Its number counts where all that are counted are as many as the builder says;
 * where they are not, for the builder ran triggers of a base too, an instruction has to have the very same text.
 */
export function stepAtPlace(dockerfile: Dockerfile, place: VertexPlace): Step | null {
  const counted = countedSteps(dockerfile, place);
  const own = counted.length === place.count ? counted.at(place.position - 1) : undefined;
  if (own?.instruction === keywordOf(place.text)) return own;
  const same = counted.filter(({ original }) => wordsOf(original) === wordsOf(place.text));
  return same.length === 1 ? (same[0] ?? null) : null;
}

function countedSteps(dockerfile: Dockerfile, { counted, stage: name }: VertexPlace): readonly Step[] {
  if (counted === 'of the file') return dockerfile.steps;
  const stage = stageCalled(dockerfile, name);
  if (stage === undefined) return [];
  const steps = stage.steps.flatMap((index) => dockerfile.steps[index] ?? []);
  if (counted === 'of the stage') return steps;
  return steps.filter(({ instruction }) => (instruction === 'FROM' ? isOfImage(stage) : COUNTED.includes(instruction)));
}

function stageCalled({ stages }: Dockerfile, name: string | null): Stage | undefined {
  if (name === null) return stages.length === 1 ? stages.at(0) : undefined;
  const [, number] = /^stage-(\d+)$/.exec(name) ?? [];
  return (
    stages.findLast((stage) => stage.name?.toLowerCase() === name.toLowerCase()) ??
    (number === undefined ? undefined : stages.at(Number(number)))
  );
}

function isOfImage({ base, parent }: Stage): boolean {
  return parent === null && base.toLowerCase() !== 'scratch';
}

function keywordOf(text: string): string {
  return (/^\S+/.exec(text)?.[0] ?? '').toUpperCase();
}

function wordsOf(text: string): string {
  return text
    .trim()
    .replaceAll(/\s+/g, ' ')
    .replace(/^\S+/, (keyword) => keyword.toUpperCase());
}
