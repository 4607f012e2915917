import type { Dockerfile, Step } from '../dockerfile/types.ts';
import type { Image } from '../image/types.ts';
import type { Match } from './align/alignInstructions.ts';
import { builderNames } from './base.ts';
import { type LayerOwners, layersOfSteps } from './layersOfSteps.ts';
import { type HistoryMatch, isScratch, matchHistory } from './matchHistory.ts';
import { quoted } from './quoted.ts';
import type { Mapping, StepLayers } from './types.ts';
import { historyWarnings } from './warnings.ts';

/** What is known of the build beside the Dockerfile and the image. */
export interface HistoryOptions {
  readonly target: number;
  /** Positions of the stages that make the image, the bottom one first. */
  readonly chain: readonly number[];
  readonly buildArgs: ReadonlyMap<string, string>;
}

/** Which step made which layer, from what the image's history says. */
export function mapByHistory(dockerfile: Dockerfile, image: Image, options: HistoryOptions): Mapping {
  const { target, chain } = options;
  const match = matchHistory(dockerfile, chain, image, options.buildArgs);
  const owners = layersOfSteps(dockerfile, chain, match, image.layers.length);
  const steps = dockerfile.steps.map((step) => describeStep({ dockerfile, image, chain, match, owners }, step));
  return {
    target,
    steps,
    stepOfLayer: owners.stepsOfLayer.map((made) => made.at(-1) ?? null),
    baseLayers: owners.baseLayers,
    warnings: historyWarnings(image, match, owners),
  };
}

interface Context {
  readonly dockerfile: Dockerfile;
  readonly image: Image;
  readonly chain: readonly number[];
  readonly match: HistoryMatch;
  readonly owners: LayerOwners;
}

function describeStep(context: Context, step: Step): StepLayers {
  const { chain, match, owners } = context;
  const layers = owners.stepsOfLayer.flatMap((steps, layer) => (steps.includes(step.index) ? [layer] : []));
  const shared = { step: step.index, layers, stale: false };
  if (step.stage === null || !chain.includes(step.stage)) return { ...shared, ...outside(step) };
  if (step.instruction === 'FROM') return { ...shared, ...describeFrom(context, step, layers) };
  const row = match.expected.findIndex((expected) => expected.step === step.index && !expected.trigger);
  const found = match.matches.find((candidate) => candidate.row === row);
  return { ...shared, ...(found === undefined ? unmatched(context, step) : matched(context, found, layers)) };
}

type Verdict = Pick<StepLayers, 'confidence' | 'evidence' | 'because'> & Partial<Pick<StepLayers, 'stale'>>;

/** Nothing of these steps is in the image but what a COPY --from of a stage that is takes over. */
export function outside(step: Step): Verdict {
  const because =
    step.stage === null
      ? 'An ARG before the first FROM only serves the FROM lines.'
      : 'Its stage is not part of the target: it ships nothing but what a COPY --from takes from it.';
  return { confidence: 'high', evidence: null, because };
}

function describeFrom({ dockerfile, chain, match, owners }: Context, step: Step, layers: readonly number[]): Verdict {
  const evidence = 'base-image';
  if (step.stage !== chain[0]) {
    const name = dockerfile.stages[step.stage ?? -1]?.base ?? '';
    return {
      confidence: 'high',
      evidence,
      because: `It goes on from stage ${quoted(name)}, whose layers stand at its own lines.`,
    };
  }
  if (isScratch(dockerfile, chain))
    return { confidence: 'high', evidence, because: 'FROM scratch starts with nothing.' };
  const triggered = layers.length - owners.baseLayers;
  const extra =
    triggered > 0 ? ` The other ${triggered} come from its ONBUILD triggers or hold later lines as well.` : '';
  if (match.matches.length === 0)
    return match.expected.length === 0
      ? {
          confidence: 'low',
          evidence,
          because: 'The Dockerfile adds nothing that the history could tell from the base.',
        }
      : {
          confidence: 'none',
          evidence: null,
          because: 'No line of this Dockerfile is in the history, so it does not show where the base ends.',
        };
  return match.startMark === null
    ? {
        confidence: 'low',
        evidence,
        because: `All that stands in the history before the first line of this Dockerfile is taken for the base's.${extra}`,
      }
    : {
        confidence: 'high',
        evidence,
        because: `The base has ${owners.baseLayers} layers: ${match.startMark}.${extra}`,
      };
}

function matched(
  { match }: Context,
  { row, column, how, grade, ambiguous }: Match,
  layers: readonly number[],
): Verdict {
  const entry = match.entries[column];
  const builder =
    entry?.recorded.kind === 'instruction' && entry.recorded.builder !== null
      ? builderNames[entry.recorded.builder]
      : 'The builder';
  const evidence = 'history';
  const text =
    entry?.recorded.kind === 'instruction' ? quoted(`${entry.recorded.instruction} ${entry.recorded.text}`) : '';
  if (how === 'similar')
    return {
      confidence: 'low',
      evidence,
      stale: true,
      because: `Edited since the build: the history has ${text} in its place.`,
    };
  if (how === 'replaced')
    return {
      confidence: 'low',
      evidence,
      stale: true,
      because: `Between matched neighbours the history has another instruction: ${text}.`,
    };
  if (how === 'moved')
    return {
      confidence: 'low',
      evidence,
      stale: true,
      because: 'Moved since the build: the history has it at another place.',
    };
  if (ambiguous)
    return {
      confidence: 'low',
      evidence,
      because: 'The history holds its text, but other lines or entries could be meant as well.',
    };
  if (grade === 'loose')
    return { confidence: 'low', evidence, because: `${builder} recorded it, perhaps without all of it: ${text}.` };
  const without = layers.length === 0 ? ', without a layer' : '';
  const recorded = grade === 'full' ? 'its text' : 'as much of it as it writes down';
  return {
    confidence: 'high',
    evidence,
    because: `${capital(builder)} recorded ${recorded}${without}${match.expected[row]?.trigger ? ' (ONBUILD)' : ''}.`,
  };
}

function unmatched({ match }: Context, step: Step): Verdict {
  const builders = match.entries
    .slice(match.start)
    .flatMap(({ recorded }) => (recorded.kind === 'instruction' ? [recorded.builder] : []));
  if (match.matches.length === 0)
    return { confidence: 'none', evidence: null, because: 'No line of this Dockerfile is in the image’s history.' };
  if (step.instruction === 'ONBUILD' && builders.includes('buildkit'))
    return {
      confidence: 'low',
      evidence: 'history',
      because: 'BuildKit does not record ONBUILD, which makes no layer.',
    };
  if (
    !['RUN', 'COPY', 'ADD'].includes(step.instruction) &&
    builders.length > 0 &&
    builders.every((builder) => builder === 'kaniko')
  )
    return { confidence: 'low', evidence: 'history', because: 'kaniko records only instructions that made a layer.' };
  return {
    confidence: 'low',
    evidence: 'history',
    stale: true,
    because: 'The history has nothing like it: it was added, or changed altogether, since the build.',
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
