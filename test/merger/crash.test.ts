import { rename } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/core/error.ts';
import { ociFiles, writeArchive } from '../support/imageBuilder.ts';
import { specOf } from './support/images.ts';
import { opened, spoiltThread, startTestMerger } from './support/startTestMerger.ts';
import { walk } from './support/walk.ts';

const write = async () => writeArchive(await ociFiles([specOf('gzip')]));
const view = { step: 3 };

/** Ways to die. */
const deaths: [string, string, RegExp][] = [
  ['exits', 'process.exit(7)', /with code 7/],
  ['throws', 'throw new Error("boom")', /\(boom\)/],
  ['runs out of memory', 'for (const all = []; ; ) all.push(new Array(1e6).fill({}))', /memory/],
];

/** Readers that die at their n-th question to read, so far as `when` says. */
const dyingReader = (death: string, nth: number, when: string): Promise<string> =>
  spoiltThread(`
    const threads = require('node:worker_threads');
    threads.Worker = class extends threads.Worker {
      constructor(file, options) { super(file, { ...options, resourceLimits: { maxOldGenerationSizeMb: 40 } }); }
    };
    let asked = 0;
    if (workerData.role === 'reader') parentPort.on('message', ({ method }) => {
      if (method === 'readLayer' && ++asked === ${nth} && ${when}) { ${death}; }
    });`);

/** A merger that dies at a question of this name, so far as `when` says. */
const dyingMerger = (method: string, when: string): Promise<string> =>
  spoiltThread(`
    if (workerData.role === 'merger') parentPort.on('message', (message) => {
      if (message.method === '${method}' && ${when}) process.exit(5);
    });`);

describe.each(deaths)('a reader that %s', (_, death, why) => {
  it('costs one layer, and only that time', async () => {
    const path = await write();
    const merger = startTestMerger({ file: await dyingReader(death, 2, 'first()'), readers: 1 });
    const { failures, layers } = await opened(merger, path);
    expect(failures).toEqual([
      { layer: 1, message: expect.stringMatching(/^Layer 1 could not be read: .* stopped/), advice: expect.anything() },
    ]);
    expect(failures[0]?.message).toMatch(why);
    expect(layers.map(({ entries }) => entries)).toEqual([9, 0, 4, 3]);
    expect((await opened(merger, path, { key: 'again' })).failures).toEqual([]);
  });
});

it('readers that always die cost every layer, and nothing more', async () => {
  const crashes: Failure[] = [];
  const file = await dyingReader('process.exit(1)', 1, 'true');
  const merger = startTestMerger({ file, onCrash: (failure) => crashes.push(failure) });
  expect((await opened(merger, await write())).failures.map(({ layer }) => layer)).toEqual([0, 1, 2, 3]);
  expect(crashes).toEqual([]);
});

it('a layer that waits for a reader that dies gets another', async () => {
  const merger = startTestMerger({ file: await dyingReader('process.exit(1)', 1, 'first()'), readers: 1 });
  // Images of one layer: whoever dies with the reader asks nothing more that would start one.
  const paths = await Promise.all(
    specOf('gzip').layers.map(async (layer) => writeArchive(await ociFiles([{ layers: [layer] }]))),
  );
  const all = await Promise.all(paths.map((path, i) => opened(merger, path, { key: `${i}` })));
  expect(all.map(({ failures }) => failures.length).toSorted()).toEqual([0, 0, 0, 1]);
});

it('a reader that dies while it hashes makes a failure, and the next try works', async () => {
  const path = await writeArchive(await ociFiles([specOf('plain')]));
  const file = await spoiltThread(`
    if (workerData.role === 'reader') parentPort.on('message', ({ method }) => {
      if (method === 'hashContents' && first()) process.exit(1);
    });`);
  const merger = startTestMerger({ file });
  await expect(opened(merger, path)).rejects.toThrow('A thread that reads layers stopped unexpectedly with code 1');
  expect((await opened(merger, path)).failures).toEqual([]);
});

describe('a merger that dies', () => {
  it('fails what it was asked, tells, and answers the next as before', async () => {
    const path = await write();
    const crashes: Failure[] = [];
    const file = await dyingMerger('waste', 'first()');
    const merger = startTestMerger({ file, onCrash: (failure) => crashes.push(failure) });
    await opened(merger, path);
    const before = await walk(merger, view);
    const asked = [merger.ask('waste', { image: 'image' }), merger.ask('waste', { image: 'image', layer: 0 })];
    for (const outcome of await Promise.allSettled(asked)) {
      const reason = outcome.status === 'rejected' ? (outcome.reason as unknown) : null;
      expect(reason).toBeInstanceOf(Failure);
      expect(reason).toMatchObject({ kind: 'internal', message: 'The merger stopped unexpectedly with code 5' });
    }
    expect(crashes.map(({ kind }) => kind)).toEqual(['internal']);
    expect(await walk(merger, view)).toEqual(before);
    expect((await merger.ask('waste', { image: 'image' })).total).toBeGreaterThan(0);
    expect(crashes).toHaveLength(1);
  });

  it('at every question fails each once, and does not begin again by itself', async () => {
    const crashes: Failure[] = [];
    const file = await dyingMerger('waste', 'true');
    const merger = startTestMerger({ file, onCrash: (failure) => crashes.push(failure) });
    await opened(merger, await write());
    for (let asked = 1; asked <= 3; asked++) {
      await expect(merger.ask('waste', { image: 'image' })).rejects.toThrow('stopped unexpectedly');
      expect(crashes).toHaveLength(asked);
    }
    expect(await merger.ask('summary', { image: 'image' })).toMatchObject({ key: 'image' });
    expect(crashes).toHaveLength(3);
  });

  it('while it opens an image fails that, and does not open it by itself', async () => {
    const file = await dyingMerger('open', 'first()');
    const merger = startTestMerger({ file });
    const path = await write();
    await expect(opened(merger, path)).rejects.toThrow('stopped unexpectedly');
    await expect(merger.ask('summary', { image: 'image' })).rejects.toThrow('No image is open as image');
    expect((await opened(merger, path)).failures).toEqual([]);
  });

  it('and finds another image at the path says so, for its rows are others', async () => {
    const path = await write();
    const merger = startTestMerger({ file: await dyingMerger('waste', 'true') });
    await opened(merger, path);
    await rename(await writeArchive(await ociFiles([{ layers: specOf('gzip').layers.slice(1) }])), path);
    await expect(merger.ask('waste', { image: 'image' })).rejects.toThrow('stopped unexpectedly');
    for (let again = 0; again < 2; again++) {
      await expect(walk(merger, view)).rejects.toThrow(/is another image since it was opened/);
    }
    await merger.ask('release', { image: 'image' });
    expect((await opened(merger, path)).layers).toHaveLength(3);
  });

  it('and does not find it fails until it is back', async () => {
    const path = await write();
    const merger = startTestMerger({ file: await dyingMerger('waste', 'true') });
    const summary = await opened(merger, path);
    await rename(path, `${path}.away`);
    await expect(merger.ask('waste', { image: 'image' })).rejects.toThrow('stopped unexpectedly');
    await expect(merger.ask('summary', { image: 'image' })).rejects.toThrow('there is no such file');
    await rename(`${path}.away`, path);
    expect(await merger.ask('summary', { image: 'image' })).toEqual(summary);
  });

  it('does not open again what was released', async () => {
    const merger = startTestMerger({ file: await dyingMerger('waste', 'true') });
    await opened(merger, await write());
    await expect(merger.ask('waste', { image: 'image' })).rejects.toThrow('stopped unexpectedly');
    await merger.ask('release', { image: 'image' });
    await expect(merger.ask('summary', { image: 'image' })).rejects.toThrow('No image is open as image');
  });
});
