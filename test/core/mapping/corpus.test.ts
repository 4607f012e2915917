import { expect, test } from 'vitest';
import { mapSteps } from '../../../src/core/mapping/mapSteps.ts';
import { readCorpus } from './corpus.ts';
import { score } from './score.ts';

test('history', () => {
  const rows = readCorpus().map((c) => ({ name: c.name, ...score(c, mapSteps(c.dockerfile, c.image)) }));
  console.table(rows);
  expect(1).toBe(1);
});
