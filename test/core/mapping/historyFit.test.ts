import { expect, it } from 'vitest';
import { compareFits, type HistoryFit, historyFit } from '../../../src/core/mapping/historyFit.ts';
import type { RecordedImage } from '../../../src/core/mapping/matchHistory.ts';
import { readCorpus } from './corpus.ts';

/** Real images of all builders, as an engine tells of them: without which entries made layers. */
const corpus = readCorpus();
const told = (image: RecordedImage): RecordedImage => ({ ...image, layers: [] });

it.each(corpus.map((one) => [one.name, one] as const))(
  '%s fits its Dockerfile whole',
  (name, { dockerfile, image }) => {
    const all = dockerfile.stages.at(-1)?.steps.length ?? 0;
    const fit = historyFit(dockerfile, told(image));
    expect(fit?.same).toBe(fit?.all);
    expect(fit?.all).toBeGreaterThanOrEqual(all - 1);
    // Docker writes down that it squashed, too.
    expect(fit?.others).toBe(/^docker.*squash/.test(name) ? 1 : 0);
  },
);

const dockerfiles = new Map(corpus.map(({ truth, dockerfile }) => [truth.dockerfile, dockerfile]));

it.each([
  ['Dockerfile.compat', ['Dockerfile.compat']],
  ['Dockerfile.multi', ['Dockerfile.multi']],
  // They differ in what builders write of them alike.
  ['Dockerfile.full', ['Dockerfile.full', 'Dockerfile.full-buildah']],
])('of all images those built from %s fit it best', (name, expected) => {
  const dockerfile = dockerfiles.get(name);
  if (dockerfile === undefined) throw new Error(`no ${name}`);
  const fitting = corpus.flatMap(({ image, truth }) => {
    const fit = historyFit(dockerfile, told(image));
    return fit === null ? [] : [{ fit, of: truth.dockerfile }];
  });
  const best = fitting.reduce<HistoryFit | null>(
    (one, { fit }) => (one === null || compareFits(one, fit) > 0 ? fit : one),
    null,
  );
  const equal = fitting.filter(({ fit }) => best !== null && compareFits(best, fit) === 0);
  expect([...new Set(equal.map(({ of }) => of))].toSorted()).toEqual(expected);
});
