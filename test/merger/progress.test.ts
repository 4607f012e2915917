import { stat } from 'node:fs/promises';
import { parse } from 'valibot';
import { expect, it } from 'vitest';
import { ReadProgress } from '../../src/protocol/progress.ts';
import { ociFiles, temporaryDirectory, writeArchive } from '../support/imageBuilder.ts';
import { kindsOfImage, specOf } from './support/images.ts';
import { startTestMerger } from './support/startTestMerger.ts';

/** Opens the image, and gives all that was told of it. */
async function progressOf(path: string, { ask } = startTestMerger()) {
  const told: ReturnType<typeof parse<typeof ReadProgress>>[] = [];
  await ask('open', { key: 'image', path }, { onProgress: (value) => told.push(parse(ReadProgress, value)) });
  await ask('release', { image: 'image' });
  return told;
}

const ascending = (numbers: readonly number[]): number[] => numbers.toSorted((a, b) => a - b);

it.each(kindsOfImage)('%s is read to its end, and never back, also from the cache', async (_, write) => {
  const path = await write();
  const merger = startTestMerger({ cacheDirectory: await temporaryDirectory() });
  for (const time of ['first', 'second']) {
    const told = await progressOf(path, merger);
    const bytes = told.map((progress) => progress.bytes);
    expect([time, bytes]).toEqual([time, ascending(bytes)]);
    for (const progress of told) expect(progress.bytes).toBeLessThanOrEqual(progress.totalBytes);
    const last = told.at(-1);
    expect(last).toMatchObject({ bytes: last?.totalBytes, layersDone: last?.layers });
    expect(last?.totalBytes).toBeGreaterThan(0);
  }
});

it('an archive that is read when it is opened has its own size for a total, and no other', async () => {
  const path = await writeArchive(await ociFiles([specOf('plain')]), 'gzip');
  const totals = (await progressOf(path)).map(({ totalBytes }) => totalBytes);
  expect(new Set(totals)).toEqual(new Set([(await stat(path)).size]));
});

it('hashing the contents of plain layers is told too', async () => {
  const layers = ['a', 'b'].map((letter) => ({ members: [{ name: 'big', content: letter.repeat(20 * 2 ** 20) }] }));
  const told = await progressOf(await writeArchive(await ociFiles([{ layers }])));
  const hashing = told.filter(({ layersDone, bytes, totalBytes }) => layersDone === 2 && bytes < totalBytes);
  expect(hashing.length).toBeGreaterThan(0);
  expect(told.at(-1)?.bytes).toBe(4 * 20 * 2 ** 20 + 2 * 3 * 512);
});
