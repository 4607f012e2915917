import type { Step } from '../dockerfile/types.ts';
import type { Match } from './align/match.ts';
import { builderNames } from './base.ts';
import { isShaky } from './history/foreign.ts';
import { makesFiles } from './history/keywords.ts';
import type { Recorded } from './history/recorded.ts';
import type { HistoryMatch } from './matchHistory.ts';
import { quoted } from './quoted.ts';
import type { StepLayers } from './types.ts';

/** What is said of a step beside its layers. */
export type Verdict = Pick<StepLayers, 'confidence' | 'evidence' | 'because'> & Partial<Pick<StepLayers, 'stale'>>;

/** Nothing of these steps is in the image but what a COPY --from of a stage that is takes over. */
export function outside(step: Step): Verdict {
  const because =
    step.stage === null
      ? 'An ARG before the first FROM only serves the FROM lines.'
      : 'Its stage is not part of the target: it ships nothing but what a COPY --from takes from it.';
  return { confidence: 'high', evidence: null, because };
}

/** Of a step that stands beside a history entry. */
export function matchedVerdict(match: HistoryMatch, found: Match, layers: readonly number[]): Verdict {
  const recorded = match.entries.at(found.column)?.recorded;
  switch (found.how) {
    case 'similar':
      return stale(`Edited since the build: the history has ${textOf(recorded)} in its place.`);
    case 'replaced':
      return stale(`Between matched neighbours the history has another instruction: ${textOf(recorded)}.`);
    case 'moved':
      return stale('Moved since the build: the history has it at another place.');
    case 'same':
      return sameVerdict(match, found, layers, recorded);
  }
}

function sameVerdict(
  { entries, expected, layersAreKnown }: HistoryMatch,
  { ambiguous, grade, row }: Match,
  layers: readonly number[],
  recorded: Recorded | undefined,
): Verdict {
  if (!layersAreKnown && makesFiles(expected[row].instruction))
    return unknown('The history holds it, but does not agree with the layers, so it does not show which one it made.');
  if (ambiguous) return low('The history holds its text, but other lines or entries could be meant as well.');
  if (grade === 'loose') return low(`The history has it, but perhaps not all of it: ${textOf(recorded)}.`);
  if (layers.length > 0 && entries.some(isShaky))
    return low('The history holds its text, but is not complete, so the layer may be another.');
  const known = grade === 'full' ? 'its text' : 'as much of it as it writes down';
  const without = layers.length === 0 ? ', without a layer' : '';
  return {
    confidence: 'high',
    evidence: 'history',
    because: `In the history ${builderOf(recorded)} recorded ${known}${without}.`,
  };
}

/** Of a step that the history does not have. */
export function unmatchedVerdict({ entries, matches, start }: HistoryMatch, { instruction }: Step): Verdict {
  if (matches.length === 0) return unknown("No line of this Dockerfile is in the image's history.");
  const builders = entries
    .slice(start)
    .flatMap(({ recorded }) => (recorded.kind === 'instruction' ? [recorded.builder] : []));
  if (instruction === 'ONBUILD' && builders.includes('buildkit'))
    return low('BuildKit does not record ONBUILD, which makes no layer.');
  const isSetting = !['RUN', 'COPY', 'ADD'].includes(instruction);
  if (isSetting && builders.length > 0 && builders.every((builder) => builder === 'kaniko'))
    return low('kaniko records only instructions that made a layer.');
  return stale('The history has nothing like it: it was added, or changed altogether, since the build.');
}

export function positionVerdict(layers: readonly number[]): Verdict {
  const because =
    layers.length > 0
      ? 'The image tells nothing of its making, but has as many layers as there are lines that can make one.'
      : 'Instructions of this kind make no layer.';
  return { confidence: 'low', evidence: 'position', because };
}

function low(because: string): Verdict {
  return { confidence: 'low', evidence: 'history', because };
}

function stale(because: string): Verdict {
  return { ...low(because), stale: true };
}

function unknown(because: string): Verdict {
  return { confidence: 'none', evidence: null, because };
}

function textOf(recorded: Recorded | undefined): string {
  return recorded?.kind === 'instruction' ? quoted(`${recorded.instruction} ${recorded.text}`) : 'something else';
}

function builderOf(recorded: Recorded | undefined): string {
  return recorded?.kind === 'instruction' && recorded.builder !== null ? builderNames[recorded.builder] : 'the builder';
}
