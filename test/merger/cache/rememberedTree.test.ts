import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type ImageSpec, ociFiles, temporaryDirectory, writeArchive } from '../../support/imageBuilder.ts';
import { opened, startTestMerger } from '../support/startTestMerger.ts';

/** As many entries as make a tree worth keeping, and covered files of one size, which have to be hashed. */
const many = Array.from({ length: 20_000 }, (_, at) => ({
  name: `srv/${at % 100}/${at}`,
  content: at < 9 ? 'same' : '',
}));
const covering = (content: string) => [
  { name: 'srv/0/0', content, mode: 0o600 },
  { name: 'srv/1/1', content: 'same' },
];
const imageOf = async (content: string, compression: 'plain' | 'gzip') => {
  const layers = [many, covering(content)].map((members) => ({ members, compression }));
  const spec: ImageSpec = { layers };
  return writeArchive(await ociFiles([spec]));
};

async function shown(path: string, cacheDirectory: string | null) {
  const merger = startTestMerger({ cacheDirectory });
  const { layers, warnings, failures } = await opened(merger, path);
  const changes = await merger.ask('changes', { image: 'image', view: { step: 1 } });
  const peeled = await merger.ask('changes', { image: 'image', view: { step: 1, off: [0] } });
  // Waits until all is written.
  await merger.ask('release', { image: 'image' });
  return { layers, warnings, failures, changes, peeled };
}

const treesIn = async (cache: string) => (await readdir(cache)).filter((name) => name.startsWith('tree-'));

it.each(['plain', 'gzip'] as const)('a large image of %s layers is merged once', async (compression) => {
  const path = await imageOf('same', compression);
  const cache = join(await temporaryDirectory(), 'cache');
  const first = await shown(path, null);
  expect(first.layers[1].changes).toMatchObject({ metadata: 1, identical: 1 });
  expect(await shown(path, cache)).toEqual(first);
  const [tree, ...more] = await treesIn(cache);
  expect(more).toEqual([]);
  expect(await shown(path, cache)).toEqual(first);
  // Read from there: what it says is what is shown.
  const file = await readFile(join(cache, tree));
  await writeFile(join(cache, tree), file.subarray(0, -1));
  expect(await shown(path, cache)).toEqual(first);
  // Of megabytes, toEqual compares one byte after the other.
  expect((await readFile(join(cache, tree))).equals(file)).toBe(true);
});

it('another upper layer makes another tree', async () => {
  const cache = join(await temporaryDirectory(), 'cache');
  await shown(await imageOf('same', 'gzip'), cache);
  const other = await shown(await imageOf('else', 'gzip'), cache);
  expect(other.layers[1].changes).toMatchObject({ modified: 1, identical: 1 });
  expect(await treesIn(cache)).toHaveLength(2);
});
