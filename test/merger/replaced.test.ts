import { cp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  blobName,
  digest,
  fileOf,
  layerOf,
  ociFiles,
  temporaryDirectory,
  writeArchive,
  writeDirectory,
} from '../support/imageBuilder.ts';
import { kindsOfImage, specOf } from './support/images.ts';
import { spoiltThread, startTestMerger } from './support/startTestMerger.ts';

const other = { layers: [{ members: [{ name: 'etc/passwd', content: 'else' }] }] };

describe.each(kindsOfImage)('an image with %s', (_, made) => {
  it('is opened by the cache alone when it is gone', async () => {
    const path = join(await temporaryDirectory(), 'image');
    await cp(await made(), path, { recursive: true });
    const cacheDirectory = join(await temporaryDirectory(), 'cache');
    const otherPath = await writeArchive(await ociFiles([other]));
    const shown = async (replaced?: string) => {
      const merger = startTestMerger({ cacheDirectory });
      const summary = await merger.ask('open', { key: 'a', path, replaced });
      await merger.ask('open', { key: 'b', path: otherPath });
      const step = summary.layers.length - 1;
      const difference = await merger.ask('diff', { a: { image: 'a', step }, b: { image: 'b', step: 0 } });
      const { rows } = await merger.ask('waste', { image: 'a' });
      if (replaced === undefined) expect(await merger.ask('remember', { image: 'a' })).toBe(true);
      await merger.stop();
      return { summary, difference, rows };
    };
    const first = await shown();
    await rm(path, { recursive: true });
    expect(await shown(first.summary.image.id)).toEqual(first);
    expect(first.difference.unread).toBe(0);
  });
});

it('is none without its layers, and none where nothing is kept', async () => {
  const path = await writeArchive(await ociFiles([other]));
  const cacheDirectory = join(await temporaryDirectory(), 'cache');
  const merger = startTestMerger({ cacheDirectory });
  const { image } = await merger.ask('open', { key: 'a', path });
  await merger.ask('remember', { image: 'a' });
  for (const name of await readdir(cacheDirectory))
    if (name.startsWith('sha256-')) await rm(join(cacheDirectory, name));
  const asked = { key: 'replaced', path, replaced: image.id };
  await expect(merger.ask('open', asked)).rejects.toThrow('the cache had no room for it');
  const without = startTestMerger({ cacheDirectory: null });
  await without.ask('open', { key: 'a', path });
  expect(await without.ask('remember', { image: 'a' })).toBe(false);
  await expect(without.ask('open', asked)).rejects.toThrow('there is no cache to remember it');
});

it('one that is broken is not remembered', async () => {
  const files = await ociFiles([specOf('gzip')]);
  const name = blobName(digest((await layerOf(specOf('gzip').layers[1])).blob));
  files.set(name, fileOf(files, name).subarray(0, -30));
  const merger = startTestMerger({ cacheDirectory: join(await temporaryDirectory(), 'cache') });
  await merger.ask('open', { key: 'a', path: await writeDirectory(files) });
  expect(await merger.ask('remember', { image: 'a' })).toBe(false);
});

it('it stays open across a crash', async () => {
  const cacheDirectory = join(await temporaryDirectory(), 'cache');
  const path = await writeArchive(await ociFiles([specOf('plain')]));
  const file = await spoiltThread(`
    if (workerData.role === 'merger') parentPort.on('message', (message) => {
      if (message.method === 'versions' && first()) process.exit(5);
    });`);
  const merger = startTestMerger({ cacheDirectory, file });
  const { image } = await merger.ask('open', { key: 'now', path });
  await merger.ask('remember', { image: 'now' });
  await rm(path);
  await merger.ask('open', { key: 'then', path, replaced: image.id });
  await merger.ask('hold', { image: 'then', key: 'held' });
  await expect(merger.ask('versions', { image: 'then', node: 1 })).rejects.toThrow('stopped');
  expect((await merger.ask('summary', { image: 'held' })).image.id).toBe(image.id);
});
