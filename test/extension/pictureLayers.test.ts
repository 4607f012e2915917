import { expect, test } from 'vitest';
import { pictureLayers } from '../../src/extension/picture/pictureLayers.ts';
import type { StepsAnswer } from '../../src/protocol/serverRequests.ts';

type Steps = NonNullable<StepsAnswer>;
type Row = Steps['stages'][number]['steps'][number];

const nothing = { shippedBytes: 0, wastedBytes: 0, added: 0, overwritten: 0, hidden: 0 } as const;

test('layers of the picture have the lines that made them, and what those took', () => {
  const rows = [
    row(0, { text: 'FROM base' }),
    row(1, { text: 'RUN make', endLine: 5, buildSeconds: 12.4, cached: false }),
    row(2, { text: 'COPY a /', buildSeconds: null, cached: true }),
  ];
  const told = pictureLayers(answer(rows, [0, 1, 2, null]));
  expect(told.map(({ line, endLine, text, seconds, cached }) => [line, endLine, text, seconds, cached])).toEqual([
    [1, 1, 'FROM base', null, false],
    [2, 5, 'RUN make', 12.4, false],
    [3, 3, 'COPY a /', null, true],
    [null, null, 'history of layer 3', null, false],
  ]);
});

function row(step: number, rest: Partial<Row>): Row {
  return {
    step,
    line: step + 1,
    endLine: step + 1,
    instruction: 'RUN',
    text: '',
    layers: [step],
    own: [step],
    confidence: 'exact',
    evidence: null,
    stale: false,
    because: '',
    ...nothing,
    ...rest,
  };
}

function answer(steps: readonly Row[], made: readonly (number | null)[]): Steps {
  const layers = made.map((step, layer) => {
    const figures = { blobBytes: 0, shippedBytes: 0, visibleBytes: 0, wastedBytes: 0 };
    return {
      layer,
      step,
      diffId: '',
      digest: '',
      ...figures,
      isBase: layer === 0,
      origin: `history of layer ${layer}`,
    };
  });
  const totals = { blobBytes: 0, shippedBytes: 0, visibleBytes: 0, wastedBytes: 0, efficiency: 1, baseLayers: 1 };
  return {
    version: 1,
    key: '',
    stages: [{ index: 0, name: null, from: 'base', part: 'target', steps }],
    layers,
    totals,
  };
}
