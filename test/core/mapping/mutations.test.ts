import { describe, expect, test } from 'vitest';
import { mapSteps } from '../../../src/core/mapping/mapSteps.ts';
import { attachedProvenance } from '../../../src/core/mapping/mapSteps.ts';
import { type Case, readCorpus } from './corpus.ts';
import { type Mutant, mutate, seeded } from './mutate.ts';

const EDITS = 200;

interface Outcome {
  /** Layers of instructions that no edit touched, and how many of them are still theirs. */
  readonly layers: number;
  readonly kept: number;
  /** Layers given with confidence to a line that had no part in them. */
  readonly wrongButSure: readonly string[];
  /** Steps no edit touched that are called stale. */
  readonly falselyStale: number;
  /** Edited, new or moved steps, and how many of them are called stale. */
  readonly touched: number;
  readonly stale: number;
}

describe('edited since the build', () => {
  test('from history', () => judge((one) => [one], null));
  test('from provenance', () =>
    judge((one) => ((attachedProvenance(one.image)?.operations.length ?? 0) > 0 ? [one] : []), undefined));
});

function judge(select: (one: Case) => readonly Case[], provenance: null | undefined): void {
  const table = readCorpus()
    .flatMap(select)
    .map((one) => {
      const random = seeded(one.name.length * 1000 + one.image.layers.length);
      const outcomes = Array.from({ length: EDITS }, () => outcome(one, mutate(one.dockerfile, random), provenance));
      return { name: one.name, ...total(outcomes) };
    });
  console.table(table.map(({ wrongButSure, ...numbers }) => ({ ...numbers, wrongButSure: wrongButSure.length })));
  console.log(
    table.flatMap(({ name, wrongButSure }) => wrongButSure.slice(0, 2).map((x) => `${name}: ${x}`)).join('\n'),
  );
}

function outcome(one: Case, mutant: Mutant, provenance: null | undefined): Outcome {
  const mapping = mapSteps(mutant.dockerfile, one.image, provenance === null ? { provenance } : {});
  const lineOf = (step: number): number => {
    const origin = mutant.origin[step] ?? null;
    return origin === null ? 0 : (one.dockerfile.steps[origin]?.startLine ?? 0);
  };
  const wrongButSure: string[] = [];
  let layers = 0;
  let kept = 0;
  for (const [layer, lines] of one.truth.linesOfLayer.entries()) {
    const step = mapping.stepOfLayer[layer] ?? null;
    const untouched = mutant.origin.findIndex(
      (_, index) => lineOf(index) === lines.at(-1) && mutant.touched[index] === false,
    );
    if (untouched >= 0) layers++;
    if (untouched >= 0 && step === untouched) kept++;
    const confidence = mapping.steps[step ?? -1]?.confidence ?? 'none';
    const sure = confidence === 'exact' || confidence === 'high';
    if (step !== null && sure && !lines.includes(lineOf(step)))
      wrongButSure.push(
        `${mutant.edits.join(', ')}: layer ${layer} of line ${lines.join()} given to step ${step} (line ${lineOf(step)}) ${mutant.dockerfile.steps[step]?.original} because ${mapping.steps[step]?.because}`,
      );
  }
  const stale = (touched: boolean): number =>
    mapping.steps.filter((step) => step.stale && mutant.touched[step.step] === touched).length;
  return {
    layers,
    kept,
    wrongButSure,
    falselyStale: stale(false),
    touched: mutant.touched.filter(Boolean).length,
    stale: stale(true),
  };
}

function total(outcomes: readonly Outcome[]): Outcome {
  const sum = (value: (one: Outcome) => number): number => outcomes.reduce((all, one) => all + value(one), 0);
  return {
    layers: sum(({ layers }) => layers),
    kept: sum(({ kept }) => kept),
    falselyStale: sum(({ falselyStale }) => falselyStale),
    touched: sum(({ touched }) => touched),
    stale: sum(({ stale }) => stale),
    wrongButSure: outcomes.flatMap(({ wrongButSure }) => wrongButSure),
  };
}
