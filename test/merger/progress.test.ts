import { stat } from 'node:fs/promises';
import { parse } from 'valibot';
import { describe, expect, it } from 'vitest';
import { ReadProgress } from '../../src/protocol/progress.ts';
import { ociFiles, temporaryDirectory, writeArchive } from '../support/imageBuilder.ts';
import { kindsOfImage, specOf } from './support/images.ts';
import { startTestMerger } from './support/startTestMerger.ts';

/** Opens the image, and gives all that was told of it. */
async function progressOf(path: string, cacheDirectory: string | null = null) {
  const told: ReturnType<typeof parse<typeof ReadProgress>>[] = [];
  const { ask } = startTestMerger({ cacheDirectory });
  await ask('open', { key: 'image', path }, { onProgress: (value) => told.push(parse(ReadProgress, value)) });
  return told;
}

const ascending = (numbers: readonly number[]): number[] => numbers.toSorted((a, b) => a - b);

describe.each(kindsOfImage)('%s', (_, write) => {
  it('is read to its end, and never back', async () => {
    const path = await write();
    const directory = await temporaryDirectory();
    for (const cache of [null, directory, directory]) {
      const told = await progressOf(path, cache);
      const bytes = told.map((progress) => progress.bytes);
      expect(bytes).toEqual(ascending(bytes));
      for (const progress of told) expect(progress.bytes).toBeLessThanOrEqual(progress.totalBytes);
      const last = told.at(-1);
      expect(last).toMatchObject({ bytes: last?.totalBytes, layersDone: last?.layers });
      expect(last?.totalBytes).toBeGreaterThan(0);
    }
  });
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
