import { describe, expect, test } from 'vitest';
import { attachedProvenance, mapSteps } from '../../../src/core/mapping/mapSteps.ts';
import { type Case, readCorpus } from './corpus.ts';
import { type Score, score } from './score.ts';

const corpus = readCorpus();
const scored = corpus.map((one) => ({ one, mapping: mapSteps(one.dockerfile, one.image, { provenance: null }) }));

describe('from history alone', () => {
  test.each(scored)('$one.name: every layer belongs to the line that made it', ({ one, mapping }) => {
    expect(linesOf(one, mapping)).toEqual(one.truth.linesOfLayer.map((lines) => lines.at(-1)));
  });

  test.each(scored)('$one.name: a layer of several lines stands at each of them', ({ one, mapping }) => {
    const listed = one.truth.linesOfLayer.map((_, layer) =>
      mapping.steps.flatMap(({ step, layers }) =>
        layers.includes(layer) ? [one.dockerfile.steps[step]?.startLine] : [],
      ),
    );
    expect(listed).toEqual(one.truth.linesOfLayer);
  });

  test('at least 98 % are right with every builder, and none is wrong with confidence high', () => {
    const table = [...byBuilder()].map(([builder, some]) => ({ builder, ...total(some) }));
    console.table(Object.fromEntries(table.map(({ builder, ...numbers }) => [builder, numbers])));
    for (const { layers, right, wrongButSure } of table) {
      expect(right / layers).toBeGreaterThanOrEqual(0.98);
      expect(wrongButSure).toBe(0);
    }
  });
});

describe('from provenance', () => {
  const recorded = corpus.filter(({ image }) => (attachedProvenance(image)?.operations.length ?? 0) > 0);

  test('there are images that have it', () => expect(recorded.length).toBeGreaterThan(0));

  test.each(recorded)('$name: all layers are exact', (one) => {
    const mapping = mapSteps(one.dockerfile, one.image);
    expect(linesOf(one, mapping)).toEqual(one.truth.linesOfLayer.map((lines) => lines.at(-1)));
    expect(new Set(mapping.steps.map(({ confidence }) => confidence))).toEqual(new Set(['exact']));
    expect(new Set(mapping.steps.map(({ evidence }) => evidence))).toEqual(new Set(['provenance']));
    expect(mapping.baseLayers).toBe(one.truth.baseLayers);
    expect(mapping.warnings).toEqual([]);
  });
});

function linesOf({ dockerfile }: Case, { stepOfLayer }: ReturnType<typeof mapSteps>): readonly (number | undefined)[] {
  return stepOfLayer.map((step) => dockerfile.steps[step ?? -1]?.startLine);
}

function byBuilder(): ReadonlyMap<string, readonly Score[]> {
  const found = new Map<string, Score[]>();
  for (const { one, mapping } of scored) {
    const some = found.get(one.truth.builder) ?? [];
    found.set(one.truth.builder, some);
    some.push(score(one, mapping));
  }
  return found;
}

function total(scores: readonly Score[]): Score & { readonly images: number } {
  const sum = (key: keyof Score): number => scores.reduce((all, one) => all + one[key], 0);
  const [layers, right, sure, wrongButSure, baseRight] = [
    sum('layers'),
    sum('right'),
    sum('sure'),
    sum('wrongButSure'),
    sum('baseRight'),
  ];
  return { images: scores.length, layers, right, sure, wrongButSure, baseRight };
}
