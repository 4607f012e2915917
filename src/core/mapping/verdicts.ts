import type { Dockerfile, Step } from '../dockerfile/types.ts';
import type { Image } from '../image/types.ts';
import type { Match } from './align/alignInstructions.ts';
import { builderNames } from './base.ts';
import { isShaky } from './history/foreign.ts';
import { makesFiles } from './history/keywords.ts';
import type { LayerOwners } from './layersOfSteps.ts';
import { type HistoryMatch, isScratch } from './matchHistory.ts';
import { quoted } from './quoted.ts';
import type { StepLayers } from './types.ts';

/** What is said of a step beside its layers. */
export type Verdict = Pick<StepLayers, 'confidence' | 'evidence' | 'because'> & Partial<Pick<StepLayers, 'stale'>>;

export interface VerdictContext {
  readonly dockerfile: Dockerfile;
  readonly image: Image;
  readonly chain: readonly number[];
  readonly match: HistoryMatch;
  readonly owners: LayerOwners;
}

/** Nothing of these steps is in the image but what a COPY --from of a stage that is takes over. */
export function outside(step: Step): Verdict {
  const because =
    step.stage === null
      ? 'An ARG before the first FROM only serves the FROM lines.'
      : 'Its stage is not part of the target: it ships nothing but what a COPY --from takes from it.';
  return { confidence: 'high', evidence: null, because };
}

export function fromVerdict(
  { dockerfile, image, chain, match, owners }: VerdictContext,
  step: Step,
  layers: readonly number[],
): Verdict {
  const sure = { confidence: 'high', evidence: 'base-image' } as const;
  const unsure = { confidence: 'low', evidence: 'base-image' } as const;
  if (step.stage !== chain[0]) {
    const name = quoted(dockerfile.stages[step.stage ?? -1]?.base ?? '');
    return { ...sure, because: `It goes on from stage ${name}, whose layers stand at its own lines.` };
  }
  if (isScratch(dockerfile, chain)) return { ...sure, because: 'FROM scratch starts with nothing.' };
  if (match.start === 0 && match.matches.length === 0 && match.expected.length > 0)
    return {
      confidence: 'none',
      evidence: null,
      because: 'No line of this Dockerfile is in the history, so it does not show where the base ends.',
    };
  const more = layers.length - owners.baseLayers;
  const extra =
    more > 0
      ? ` ${more} more come${more === 1 ? 's' : ''} from its ONBUILD triggers, or hold${more === 1 ? 's' : ''} later lines as well.`
      : '';
  if (match.startMark !== null)
    return { ...sure, because: `The base has ${owners.baseLayers} layers: ${match.startMark}.${extra}` };
  const { annotations, config } = image;
  const name = annotations[baseName] ?? config.labels[baseName];
  const named = name === undefined ? '' : ` (${quoted(name)}, as the image says)`;
  return {
    ...unsure,
    because: `What the history has before the first line of this Dockerfile is taken for the base's${named}.${extra}`,
  };
}

/** https://github.com/opencontainers/image-spec/blob/main/annotations.md */
const baseName = 'org.opencontainers.image.base.name';

export function matchedVerdict(context: VerdictContext, found: Match, layers: readonly number[]): Verdict {
  const { match, image } = context;
  const recorded = match.entries[found.column]?.recorded;
  const text = (): string =>
    recorded?.kind === 'instruction' ? quoted(`${recorded.instruction} ${recorded.text}`) : '';
  const stale = (because: string): Verdict => ({ confidence: 'low', evidence: 'history', stale: true, because });
  const low = (because: string): Verdict => ({ confidence: 'low', evidence: 'history', because });
  if (found.how === 'similar') return stale(`Edited since the build: the history has ${text()} in its place.`);
  if (found.how === 'replaced')
    return stale(`Between matched neighbours the history has another instruction: ${text()}.`);
  if (found.how === 'moved') return stale('Moved since the build: the history has it at another place.');
  if (
    image.layers.every(({ history }) => history === null) &&
    makesFiles(context.match.expected[found.row]?.instruction ?? '')
  )
    return {
      confidence: 'none',
      evidence: null,
      because: 'The history holds it, but does not agree with the layers, so which one it made is not known.',
    };
  if (found.ambiguous) return low('The history holds its text, but other lines or entries could be meant as well.');
  const builder =
    recorded?.kind === 'instruction' && recorded.builder !== null ? builderNames[recorded.builder] : 'the builder';
  if (found.grade === 'loose') return low(`The history has it, but perhaps not all of it: ${text()}.`);
  if (layers.length > 0 && match.entries.some(isShaky))
    return low('The history holds its text, but is not complete, so the layer may be another.');
  const known = found.grade === 'full' ? 'its text' : 'as much of it as it writes down';
  return {
    confidence: 'high',
    evidence: 'history',
    because: `In the history ${builder} recorded ${known}${layers.length === 0 ? ', without a layer' : ''}.`,
  };
}

export function unmatchedVerdict({ match }: VerdictContext, step: Step): Verdict {
  if (match.matches.length === 0)
    return { confidence: 'none', evidence: null, because: 'No line of this Dockerfile is in the image’s history.' };
  const builders = match.entries
    .slice(match.start)
    .flatMap(({ recorded }) => (recorded.kind === 'instruction' ? [recorded.builder] : []));
  const evidence = 'history';
  if (step.instruction === 'ONBUILD' && builders.includes('buildkit'))
    return { confidence: 'low', evidence, because: 'BuildKit does not record ONBUILD, which makes no layer.' };
  if (
    !['RUN', 'COPY', 'ADD'].includes(step.instruction) &&
    builders.length > 0 &&
    builders.every((builder) => builder === 'kaniko')
  )
    return { confidence: 'low', evidence, because: 'kaniko records only instructions that made a layer.' };
  return {
    confidence: 'low',
    evidence,
    stale: true,
    because: 'The history has nothing like it: it was added, or changed altogether, since the build.',
  };
}

export function positionVerdict(layers: readonly number[]): Verdict {
  return layers.length > 0
    ? {
        confidence: 'low',
        evidence: 'position',
        because: 'The image tells nothing of its making, but has as many layers as there are lines that can make one.',
      }
    : { confidence: 'low', evidence: 'position', because: 'Instructions of this kind make no layer.' };
}
