import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { blobName, digest, layerOf, ociFiles, writeArchive, writeDirectory } from '../support/imageBuilder.ts';
import { specOf } from './support/images.ts';
import { opened, openHandles, spoiltThread, startTestMerger, until } from './support/startTestMerger.ts';

const write = async () => writeArchive(await ociFiles([specOf('gzip')]));

/** Threads that write down what the readers are asked. */
const noting = (): Promise<string> =>
  spoiltThread(`
    if (workerData.role === 'reader') parentPort.on('message', ({ method }) => {
      require('node:fs').appendFileSync(__filename + '.asked', method + ' ');
    });`);

async function asked(file: string, method: string): Promise<number> {
  const text = await readFile(`${file}.asked`, 'utf8');
  return text.split(' ').filter((name) => name === method).length;
}

describe('one image under two keys', () => {
  it('is read once, and closed with the last of them', async () => {
    const file = await noting();
    const path = await write();
    const merger = startTestMerger({ file });
    await Promise.all(['a', 'b'].map((key) => opened(merger, path, { key })));
    await opened(merger, path, { key: 'c' });
    expect(await asked(file, 'readLayer')).toBe(4);
    const held = openHandles(path);
    expect(held).toBeGreaterThan(0);
    for (const image of ['b', 'c']) {
      await merger.ask('release', { image });
      expect(openHandles(path)).toBe(held);
      await expect(merger.ask('summary', { image })).rejects.toThrow(`No image is open as ${image}`);
    }
    expect(await merger.ask('summary', { image: 'a' })).toMatchObject({ key: 'a' });
    await merger.ask('release', { image: 'a' });
    await until(() => openHandles(path) === 0);
    expect(await asked(file, 'readLayer')).toBe(4);
  });

  it('is read again once it was let go', async () => {
    const file = await noting();
    const path = await write();
    const merger = startTestMerger({ file });
    for (let round = 1; round <= 2; round++) {
      await opened(merger, path);
      expect(await asked(file, 'readLayer')).toBe(4 * round);
      await merger.ask('release', { image: 'image' });
    }
  });

  it('is two where something was not read: a layer that came back is read', async () => {
    const files = await ociFiles([specOf('gzip')]);
    const { blob } = await layerOf(specOf('gzip').layers[1]);
    const name = blobName(digest(blob));
    files.set(name, blob.subarray(0, blob.length - 9));
    const path = await writeDirectory(files);
    const merger = startTestMerger();
    expect((await opened(merger, path, { key: 'a' })).failures).toHaveLength(1);
    await writeFile(join(path, name), blob);
    expect((await opened(merger, path, { key: 'b' })).failures).toHaveLength(0);
  });
});

describe('a key', () => {
  it('is of one image', async () => {
    const path = await write();
    const merger = startTestMerger();
    const first = opened(merger, path);
    await expect(opened(merger, path)).rejects.toThrow('An image is open as image');
    await first;
    await expect(opened(merger, path)).rejects.toThrow('An image is open as image');
    expect(await merger.ask('summary', { image: 'image' })).toMatchObject({ key: 'image' });
  });

  it('is free again as soon as its image is let go, or given up', async () => {
    const [one, other] = [await write(), await writeArchive(await ociFiles([specOf('plain')]))];
    const merger = startTestMerger();
    const { image } = await opened(merger, one);
    const release = merger.ask('release', { image: 'image' });
    expect((await opened(merger, other)).image.manifestDigest).not.toBe(image.manifestDigest);
    await release;
    await merger.ask('release', { image: 'image' });
    const controller = new AbortController();
    const given = merger.ask('open', { key: 'image', path: one }, { signal: controller.signal });
    controller.abort(new Error('given up'));
    const again = opened(merger, one);
    await expect(given).rejects.toThrow('given up');
    expect((await again).image).toEqual(image);
    await merger.ask('release', { image: 'image' });
    await until(() => openHandles(one) + openHandles(other) === 0);
  });

  it('that nobody opened may be let go', async () => {
    expect(await startTestMerger().ask('release', { image: 'none' })).toBeNull();
  });
});

it('a file that is being read is read to its end, though its image is let go', async () => {
  const path = await write();
  const merger = startTestMerger();
  await opened(merger, path);
  const { node = 0 } = (await merger.ask('find', { image: 'image', view: { step: 2 }, path: 'données/é' })) ?? {};
  const asked = Array.from({ length: 10 }, () =>
    merger.ask('content', { image: 'image', view: { step: 2 }, node, length: 5000 }),
  );
  const released = merger.ask('release', { image: 'image' });
  for (const { bytes } of await Promise.all(asked)) expect(bytes).toHaveLength(5000);
  await released;
  await until(() => openHandles(path) === 0);
});

it('what is being answered is answered, though its image is let go', async () => {
  const path = await writeArchive(await ociFiles([specOf('plain')]));
  const merger = startTestMerger();
  await opened(merger, path);
  const looking = [0, 1, 2, 3].map((layer) =>
    merger.ask('children', { image: 'image', view: { step: 3, since: 0, off: [layer] }, node: 0 }),
  );
  const released = merger.ask('release', { image: 'image' });
  for (const { rows } of await Promise.all(looking)) expect(rows.length).toBeGreaterThan(0);
  await released;
  await until(() => openHandles(path) === 0);
});

it('an image that is replaced is another, and the first stays what it was', async () => {
  const path = await writeArchive(await ociFiles([specOf('gzip')]));
  const merger = startTestMerger();
  const first = await opened(merger, path, { key: 'a' });
  const other = { layers: [{ members: [{ name: 'new', content: 'new' }] }] };
  await rename(await writeArchive(await ociFiles([other])), path);
  const second = await opened(merger, path, { key: 'b' });
  expect(second.layers).toHaveLength(1);
  expect(await merger.ask('summary', { image: 'a' })).toEqual(first);
});
