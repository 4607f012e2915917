import { describe, expect, test } from 'vitest';
import { neighbour, rangeOf, type Selection, stepAtLine, stepOfLayer } from '../../src/extension/look/rows.ts';
import type { StepsAnswer } from '../../src/protocol/serverRequests.ts';

type Steps = NonNullable<StepsAnswer>;

/** A Dockerfile with a stage beside the image, an instruction without a layer, and a FROM of two. */
const steps = answer([
  [
    'outside',
    [
      { line: 1, layers: [] },
      { line: 2, layers: [] },
    ],
  ],
  [
    'target',
    [
      { line: 4, layers: [0, 1] },
      { line: 5, layers: [] },
      { line: 6, endLine: 8, layers: [2] },
      { line: 9, layers: [] },
      { line: 10, layers: [3] },
    ],
  ],
]);

describe('the tree that a selection shows', () => {
  test.each<[string, Selection, { step: number; since: number }]>([
    ['the image', { kind: 'image' }, { step: 3, since: 4 }],
    ['a layer', { kind: 'layer', layer: 2 }, { step: 2, since: 2 }],
    ['a base image of two layers', { kind: 'step', step: 2 }, { step: 1, since: 0 }],
    [
      'an instruction without a layer: the tree below, nothing changed',
      { kind: 'step', step: 3 },
      { step: 1, since: 2 },
    ],
    ['an instruction with one', { kind: 'step', step: 4 }, { step: 2, since: 2 }],
    ['an instruction of a stage that ships nothing', { kind: 'step', step: 0 }, { step: 3, since: 4 }],
    ['an instruction that is gone', { kind: 'step', step: 99 }, { step: 3, since: 4 }],
  ])('%s', (_, selection, range) => {
    expect(rangeOf(steps, selection)).toEqual(range);
  });

  test('before the first layer it is empty', () => {
    const bare = answer([
      [
        'target',
        [
          { line: 1, layers: [] },
          { line: 2, layers: [0] },
        ],
      ],
    ]);
    expect(rangeOf(bare, { kind: 'step', step: 0 })).toEqual({ step: -1, since: 0 });
  });
});

describe('the step before and after', () => {
  test.each<[Selection, 1 | -1, Selection | null]>([
    [{ kind: 'image' }, 1, { kind: 'step', step: 2 }],
    [{ kind: 'image' }, -1, { kind: 'step', step: 6 }],
    [{ kind: 'step', step: 2 }, 1, { kind: 'step', step: 4 }],
    [{ kind: 'step', step: 4 }, -1, { kind: 'step', step: 2 }],
    [{ kind: 'step', step: 5 }, -1, { kind: 'step', step: 4 }],
    [{ kind: 'step', step: 6 }, 1, null],
    [{ kind: 'step', step: 2 }, -1, null],
  ])('%j, %i', (selection, direction, next) => {
    expect(neighbour(steps, selection, direction)).toEqual(next);
  });

  test('of an image alone they are layers', () => {
    const image = { ...steps, stages: [] };
    expect(neighbour(image, { kind: 'image' }, 1)).toEqual({ kind: 'layer', layer: 0 });
    expect(neighbour(image, { kind: 'layer', layer: 0 }, 1)).toEqual({ kind: 'layer', layer: 1 });
    expect(neighbour(image, { kind: 'layer', layer: 3 }, 1)).toBeNull();
    expect(neighbour(image, { kind: 'image' }, -1)).toEqual({ kind: 'layer', layer: 3 });
  });
});

test.each([
  [1, null],
  [3, null],
  [4, 2],
  [7, 4],
  [8, 4],
  [11, null],
])('at line %i stands step %j', (line, step) => {
  expect(stepAtLine(steps, line)?.step ?? null).toBe(step);
});

test('a layer knows its step', () => {
  expect(stepOfLayer(steps, 1)?.line).toBe(4);
  expect(stepOfLayer(steps, 9)).toBeUndefined();
  expect(stepOfLayer(null, 0)).toBeUndefined();
});

type Part = Steps['stages'][number]['part'];

function answer(
  stages: readonly (readonly [Part, readonly { line: number; endLine?: number; layers: number[] }[]])[],
): Steps {
  let step = 0;
  const made: number[] = [];
  const rows = stages.map(([part, lines], index) => ({
    index,
    name: null,
    from: 'scratch',
    part,
    steps: lines.map(({ line, endLine = line, layers }) => {
      for (const layer of layers) made[layer] = step;
      const figures = { added: 0, overwritten: 0, hidden: 0, shippedBytes: 0, wastedBytes: 0 };
      const mapping = { confidence: 'exact', evidence: 'history', stale: false, because: '' } as const;
      return {
        step: step++,
        line,
        endLine,
        instruction: 'RUN',
        text: 'RUN',
        layers,
        own: layers,
        ...mapping,
        ...figures,
      };
    }),
  }));
  const bytes = { blobBytes: 0, shippedBytes: 0, visibleBytes: 0, wastedBytes: 0 };
  return {
    version: 1,
    key: 'image',
    stages: rows,
    layers: made.map((of, layer) => ({ layer, step: of, diffId: '', digest: '', ...bytes, isBase: false, origin: '' })),
    totals: { ...bytes, efficiency: 1, baseLayers: 0 },
  };
}
