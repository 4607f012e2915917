import { beforeAll, describe, expect, test } from 'vitest';
import { attachedProvenance, mapSteps } from '../../../src/core/mapping/mapSteps.ts';
import type { Provenance } from '../../../src/core/mapping/provenance/provenance.ts';
import { type Case, readCorpus } from './corpus.ts';
import { type Mutant, mutate, seeded } from './mutate.ts';

/** Edited Dockerfiles for each Dockerfile of the corpus, shared out among the images built from it. */
const EDITS = Number(process.env['LAYERWISE_EDITS'] ?? 200);

interface Outcome {
  /** Layers of instructions whose words no edit touched, and how many of them are still theirs. */
  readonly layers: number;
  readonly kept: number;
  /** Untouched steps, and how many of them are called stale nevertheless. */
  readonly untouched: number;
  readonly falselyStale: number;
  /** Layers given with confidence to a line that had no part in them. */
  readonly wrongButSure: readonly string[];
}

const corpus = readCorpus();
const recorded = corpus.filter(({ image }) => (attachedProvenance(image)?.operations.length ?? 0) > 0);

describe.each([
  { from: 'history', cases: corpus, provenanceOf: () => null },
  { from: 'provenance', cases: recorded, provenanceOf: ({ image }: Case) => attachedProvenance(image) },
])('a Dockerfile edited since the build, from $from', ({ cases, provenanceOf }) => {
  const table: (Outcome & { readonly name: string; readonly edits: number })[] = [];

  beforeAll(() => {
    for (const one of cases) {
      const random = seeded(one.image.layers.length * 1000 + one.name.length);
      const siblings = cases.filter(({ truth }) => truth.dockerfile === one.truth.dockerfile).length;
      const edits = Math.ceil(EDITS / siblings);
      const provenance = provenanceOf(one);
      const outcomes = Array.from({ length: edits }, () => outcome(one, mutate(one.dockerfile, random), provenance));
      table.push({ name: one.name, edits, ...total(outcomes) });
    }
  }, 300_000);

  test('at least 97 % of the untouched instructions keep their layers, of every image', () => {
    console.table(table.map(({ wrongButSure, ...numbers }) => ({ ...numbers, wrongButSure: wrongButSure.length })));
    expect(table.length).toBeGreaterThan(0);
    for (const { kept, layers } of table) expect(kept / layers).toBeGreaterThanOrEqual(0.97);
  });

  test('no layer is given with confidence to a line that did not make it', () => {
    expect(table.flatMap(({ wrongButSure }) => wrongButSure)).toEqual([]);
  });

  test('at least 99 % of the untouched instructions are not called stale', () => {
    for (const { falselyStale, untouched } of table) expect(falselyStale / untouched).toBeLessThanOrEqual(0.01);
  });
});

function outcome(one: Case, mutant: Mutant, provenance: Provenance | null): Outcome {
  const mapping = mapSteps(mutant.dockerfile, one.image, { provenance });
  const line = mutant.origin.map((origin) => (origin === null ? 0 : (one.dockerfile.steps[origin]?.startLine ?? 0)));
  const verdicts = one.truth.linesOfLayer.map((lines, layer) => {
    const step = mapping.stepOfLayer[layer] ?? null;
    const owner = line.findIndex((of, index) => of === lines.at(-1) && !mutant.touched[index]);
    const sure = step !== null && ['exact', 'high'].includes(mapping.steps[step]?.confidence ?? 'none');
    const wrong = sure && !lines.includes(line[step] ?? 0);
    return {
      counts: owner >= 0,
      kept: owner >= 0 && step === owner,
      wrong: wrong ? [describeWrong(mutant, layer, step)] : [],
    };
  });
  const untouched = mapping.steps.filter(({ step }) => !mutant.touched[step]);
  return {
    layers: verdicts.filter(({ counts }) => counts).length,
    kept: verdicts.filter(({ kept }) => kept).length,
    untouched: untouched.length,
    falselyStale: untouched.filter(({ stale }) => stale).length,
    wrongButSure: verdicts.flatMap(({ wrong }) => wrong),
  };
}

function describeWrong({ edits, dockerfile }: Mutant, layer: number, step: number): string {
  return `${edits.join(', ')}: layer ${layer} given to ${dockerfile.steps[step]?.original ?? ''}`;
}

function total(outcomes: readonly Outcome[]): Outcome {
  const sum = (value: (one: Outcome) => number): number => outcomes.reduce((all, one) => all + value(one), 0);
  return {
    layers: sum(({ layers }) => layers),
    kept: sum(({ kept }) => kept),
    untouched: sum(({ untouched }) => untouched),
    falselyStale: sum(({ falselyStale }) => falselyStale),
    wrongButSure: outcomes.flatMap(({ wrongButSure }) => wrongButSure),
  };
}
