import type { Dockerfile, Step } from '../dockerfile/types.ts';
import type { Image } from '../image/types.ts';
import { fromVerdict } from './fromVerdict.ts';
import { type LayerOwners, layersOfSteps } from './layersOfSteps.ts';
import { type HistoryMatch, matchHistory } from './matchHistory.ts';
import { ownersByPosition } from './ownersByPosition.ts';
import type { Mapping, StepLayers } from './types.ts';
import { matchedVerdict, outside, positionVerdict, unmatchedVerdict, type Verdict } from './verdicts.ts';
import { historyWarnings } from './warnings.ts';

/** What is known of the build beside the Dockerfile and the image. */
export interface HistoryOptions {
  readonly target: number;
  /** Positions of the stages that make the image, the bottom one first. */
  readonly chain: readonly number[];
  readonly buildArgs: ReadonlyMap<string, string>;
  /** How many layers the base has, where that is known. */
  readonly baseLayers: number | null;
}

/** Which step made which layer, from what the image's history says. */
export function mapByHistory(dockerfile: Dockerfile, image: Image, options: HistoryOptions): Mapping {
  const match = matchHistory(dockerfile, image, options);
  const positions = match.layersAreKnown ? null : ownersByPosition(dockerfile, image, options, match);
  const owners = positions ?? layersOfSteps(dockerfile, options.chain, match, image.layers.length);
  return {
    target: options.target,
    steps: describeSteps({ dockerfile, image, chain: options.chain, match, owners, byPosition: positions !== null }),
    stepOfLayer: owners.stepsOfLayer.map((made) => made.at(-1) ?? null),
    baseLayers: owners.baseLayers,
    warnings: historyWarnings(match, owners),
  };
}

interface Context {
  readonly dockerfile: Dockerfile;
  readonly image: Image;
  readonly chain: readonly number[];
  readonly match: HistoryMatch;
  readonly owners: LayerOwners;
  readonly byPosition: boolean;
}

function describeSteps(context: Context): readonly StepLayers[] {
  const { dockerfile, chain, match, owners, byPosition } = context;
  const layersOf = dockerfile.steps.map((): number[] => []);
  for (const [layer, steps] of owners.stepsOfLayer.entries()) for (const step of steps) layersOf[step].push(layer);
  const rowOf = new Map(match.expected.flatMap(({ step, trigger }, row) => (trigger ? [] : [[step, row] as const])));
  const matchOf = new Map(match.matches.map((found) => [found.row, found]));
  const verdict = (step: Step, layers: readonly number[]): Verdict => {
    if (step.stage === null || !chain.includes(step.stage)) return outside(step);
    if (step.instruction === 'FROM') return fromVerdict({ ...context, baseLayers: owners.baseLayers }, step, layers);
    if (byPosition) return positionVerdict(layers);
    const found = matchOf.get(rowOf.get(step.index) ?? -1);
    return found === undefined ? unmatchedVerdict(match, step) : matchedVerdict(match, found, layers);
  };
  return dockerfile.steps.map((step) => {
    const layers = layersOf[step.index];
    return { step: step.index, layers, stale: false, ...verdict(step, layers) };
  });
}
