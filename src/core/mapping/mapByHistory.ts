import type { Dockerfile, Step } from '../dockerfile/types.ts';
import type { Image } from '../image/types.ts';
import { type LayerOwners, layersOfSteps } from './layersOfSteps.ts';
import { matchHistory } from './matchHistory.ts';
import { ownersByPosition } from './ownersByPosition.ts';
import type { Mapping, StepLayers } from './types.ts';
import {
  fromVerdict,
  matchedVerdict,
  outside,
  positionVerdict,
  unmatchedVerdict,
  type VerdictContext,
} from './verdicts.ts';
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
  const positions = image.layers.every(({ history }) => history === null)
    ? ownersByPosition(dockerfile, image, options, match)
    : null;
  const owners = positions ?? layersOfSteps(dockerfile, options.chain, match, image.layers.length);
  const context: Context = { dockerfile, image, chain: options.chain, match, owners, byPosition: positions !== null };
  return {
    target: options.target,
    steps: describeSteps(context),
    stepOfLayer: owners.stepsOfLayer.map((made) => made.at(-1) ?? null),
    baseLayers: owners.baseLayers,
    warnings: historyWarnings(image, match, owners),
  };
}

interface Context extends VerdictContext {
  readonly owners: LayerOwners;
  readonly byPosition: boolean;
}

function describeSteps(context: Context): readonly StepLayers[] {
  const { dockerfile, chain, match, owners, byPosition } = context;
  const layersOf = dockerfile.steps.map((): number[] => []);
  for (const [layer, steps] of owners.stepsOfLayer.entries()) for (const step of steps) layersOf[step]?.push(layer);
  const rowOf = new Map(match.expected.flatMap(({ step, trigger }, row) => (trigger ? [] : [[step, row] as const])));
  const matchOf = new Map(match.matches.map((found) => [found.row, found]));
  const verdict = (step: Step, layers: readonly number[]) => {
    if (step.stage === null || !chain.includes(step.stage)) return outside(step);
    if (step.instruction === 'FROM') return fromVerdict(context, step, layers);
    if (byPosition) return positionVerdict(layers);
    const found = matchOf.get(rowOf.get(step.index) ?? -1);
    return found === undefined ? unmatchedVerdict(context, step) : matchedVerdict(context, found, layers);
  };
  return dockerfile.steps.map((step) => {
    const layers = layersOf[step.index] ?? [];
    return { step: step.index, layers, stale: false, ...verdict(step, layers) };
  });
}
