import { instructionText } from '../../core/words/instructionText.ts';
import { layerOrigins } from '../../core/words/layerOrigins.ts';
import type { AskMerger } from '../../merger/startMerger.ts';
import type { ImageSummary } from '../../protocol/imageSummary.ts';
import type { MappedText } from '../dockerfiles/documentModel.ts';

/** The tree of an image after one of its layers. */
export interface ComparedSide {
  readonly image: string;
  readonly step: number;
}

export interface ComparedSides {
  readonly a: ComparedSide;
  readonly b: ComparedSide;
}

/** Finds the steps of a Dockerfile in an image that may have been built from it. */
export type MappingOf = (summary: ImageSummary) => MappedText;

/** The layers that one instruction made in either image. */
export interface LayerGroup {
  /** Null where no line is known to have made them. */
  readonly line: number | null;
  readonly text: string;
  readonly a: number[];
  readonly b: number[];
}

export interface ComparedLayers {
  readonly groups: readonly LayerGroup[];
  /** For each layer of either image its group. */
  readonly of: { readonly a: number[]; readonly b: number[] };
}

/** Finds what is the same instruction's in both. Without a Dockerfile it is the histories that tell. */
export async function comparedLayers(
  ask: AskMerger,
  { a, b }: ComparedSides,
  mappingOf: MappingOf | null,
  signal: AbortSignal,
): Promise<ComparedLayers> {
  const summaryA = await ask('summary', { image: a.image }, { signal });
  const summaryB = await ask('summary', { image: b.image }, { signal });
  const groups = layerGroups(namedLayers(summaryA, mappingOf), namedLayers(summaryB, mappingOf));
  return { groups, of: { a: numbersOf(groups, 'a'), b: numbersOf(groups, 'b') } };
}

interface NamedLayer {
  /** Equal for layers of one instruction, in whichever image. */
  readonly name: string;
  readonly line: number | null;
  readonly text: string;
}

/** What made each layer. A line that is only guessed is not named: the image may be another Dockerfile's. */
function namedLayers(summary: ImageSummary, mappingOf: MappingOf | null): NamedLayer[] {
  const mapped = mappingOf?.(summary) ?? null;
  const times = new Map<string, number>();
  return layerOrigins(summary.image).map((origin, layer) => {
    const step = mapped?.mapping.stepOfLayer[layer] ?? null;
    if (mapped !== null && step !== null && isSure(mapped, step)) {
      const { startLine } = mapped.dockerfile.steps[step];
      return { name: `step ${step}`, line: startLine, text: instructionText(mapped.dockerfile.steps[step]) };
    }
    const time = (times.get(origin) ?? 0) + 1;
    times.set(origin, time);
    return { name: `${time} ${origin}`, line: null, text: origin };
  });
}

function isSure({ mapping }: MappedText, step: number): boolean {
  const { confidence } = mapping.steps[step];
  return confidence === 'exact' || confidence === 'high';
}

function layerGroups(a: readonly NamedLayer[], b: readonly NamedLayer[]): LayerGroup[] {
  const groups = new Map<string, LayerGroup>();
  const put = (side: 'a' | 'b', layers: readonly NamedLayer[]): void => {
    for (const [layer, { name, line, text }] of layers.entries()) {
      const group = groups.get(name) ?? { line, text, a: [], b: [] };
      group[side].push(layer);
      groups.set(name, group);
    }
  };
  put('a', a);
  put('b', b);
  return [...groups.values()];
}

/** For each layer the number of its group. */
function numbersOf(groups: readonly LayerGroup[], side: 'a' | 'b'): number[] {
  const numbers: number[] = [];
  for (const [number, group] of groups.entries()) for (const layer of group[side]) numbers[layer] = number;
  return numbers;
}
