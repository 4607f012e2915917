import type { Dockerfile, Step } from '../dockerfile/types.ts';
import { alignInstructions } from './align/alignInstructions.ts';
import type { Match } from './align/match.ts';
import { wordsOf } from './align/similarity.ts';
import { identityOf } from './expected.ts';

/** Where an instruction of the Dockerfile as it was built stands in the one of today. */
export type Carried = Pick<Match, 'how' | 'ambiguous'> & {
  /** Position in the steps of then. */
  readonly built: number;
  /** Position in the steps of today. */
  readonly step: number;
};

/**
 * Follows instructions from one version of a Dockerfile to the next: those whose text is the same, however it is laid
 * out, those that were edited, and those that moved.
 */
export function carrySteps(built: Dockerfile, today: Dockerfile): readonly Carried[] {
  if (built.text === today.text)
    return built.steps.map(({ index }) => ({ built: index, step: index, how: 'same', ambiguous: false }));
  const rows = today.steps.map((step) => {
    const identity = identityOf(step);
    return {
      instruction: step.instruction,
      identity,
      words: () => wordsOf(identity),
      keys: [{ text: keyOf(step), grade: 'full' as const }],
    };
  });
  const columns = built.steps.map((step) => ({
    instruction: step.instruction,
    words: () => wordsOf(identityOf(step)),
    keys: [keyOf(step)],
    partial: false,
  }));
  const matches = alignInstructions(rows, columns, { start: 0, startIsKnown: true });
  return matches.map(({ row, column, how, ambiguous }) => ({ built: column, step: row, how, ambiguous }));
}

function keyOf(step: Step): string {
  return `${step.instruction} ${identityOf(step)}`;
}
