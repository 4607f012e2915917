import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { Merger } from '../../src/merger/startMerger.ts';
import { ociFiles, writeArchive, writeDirectory } from '../support/imageBuilder.ts';
import { opened, openHandles, spoiltThread, startTestMerger, until } from './support/startTestMerger.ts';

const MEBI = 2 ** 20;

/** Bytes that do not compress, the same each time. */
function noise(length: number, seed: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let state = seed;
  for (let at = 0; at < length; at++) bytes[at] = (state = Math.imul(state, 1_664_525) + 1_013_904_223) >>> 24;
  return bytes;
}

const layers = [1, 2, 3].map((seed) => ({ members: [{ name: 'big', content: noise(4 * MEBI, seed) }] }));
const inGzip = layers.map((layer) => ({ ...layer, compression: 'gzip' as const }));
const kinds: [string, () => Promise<string>][] = [
  ['gzip layers', async () => writeArchive(await ociFiles([{ layers: inGzip }]))],
  ['a directory', async () => writeDirectory(await ociFiles([{ layers: inGzip }]))],
  ['plain layers, to be hashed', async () => writeArchive(await ociFiles([{ layers }]))],
  ['a whole archive in gzip', async () => writeArchive(await ociFiles([{ layers }]), 'gzip')],
];

/** Opens, and stops after so many messages of progress; `told` counts them. */
function openUntil(merger: Merger, path: string, messages: number, key = 'image') {
  const controller = new AbortController();
  const reason = new Error(`enough after ${messages}`);
  const seen = { told: 0 };
  const onProgress = (): void => {
    if (++seen.told >= messages) controller.abort(reason);
  };
  const answer = merger.ask('open', { key, path }, { signal: controller.signal, onProgress });
  if (messages === 0) controller.abort(reason);
  return { answer, reason, seen };
}

describe.each(kinds)('%s', (_, write) => {
  it('stops at any moment, closes the file, and is opened right afterwards', async () => {
    const path = await write();
    const merger = startTestMerger();
    for (const messages of [0, 1, 2, 5, 9, 14]) {
      const { answer, reason, seen } = openUntil(merger, path, messages);
      const outcome: unknown = await answer.then(
        () => null,
        (error: unknown) => error,
      );
      // Few messages: it may have been read before that many came.
      expect([reason, null]).toContain(outcome);
      if (messages <= 2) expect(outcome).toBe(reason);
      if (outcome === null) await merger.ask('release', { image: 'image' });
      const toldAtEnd = seen.told;
      await expect(merger.ask('summary', { image: 'image' })).rejects.toThrow('No image is open as image');
      await until(() => openHandles(path) === 0);
      expect(seen.told).toBe(toldAtEnd);
    }
    const { layers: facts, failures } = await opened(merger, path);
    expect(failures).toEqual([]);
    expect(facts.map(({ changes: { modified } }) => modified)).toEqual([0, 1, 1]);
  });

  it('is read on for another who wants it', async () => {
    const path = await write();
    const merger = startTestMerger();
    const other = merger.ask('open', { key: 'other', path });
    const { answer, reason } = openUntil(merger, path, 1);
    await expect(answer).rejects.toBe(reason);
    expect((await other).failures).toEqual([]);
    await expect(merger.ask('summary', { image: 'image' })).rejects.toThrow('No image is open');
    await merger.ask('release', { image: 'other' });
    await until(() => openHandles(path) === 0);
  });

  it('is released while it is opened', async () => {
    const path = await write();
    const merger = startTestMerger();
    const opening = merger.ask('open', { key: 'image', path });
    const failed = expect(opening).rejects.toThrow('The image image was released while it was opened');
    await merger.ask('release', { image: 'image' });
    const again = opened(merger, path);
    await failed;
    expect((await again).failures).toEqual([]);
  });
});

it('a reader that is told to stop reads no further', async () => {
  const file = await spoiltThread(`
    const fs = require('node:fs');
    if (workerData.role === 'reader') {
      let bytes = 0;
      const open = fs.promises.open;
      fs.promises.open = async (...call) => {
        const handle = await open(...call);
        const read = handle.read.bind(handle);
        handle.read = async (...arguments_) => {
          const result = await read(...arguments_);
          bytes += result.bytesRead;
          fs.writeFileSync(__filename + '.bytes', String(bytes));
          return result;
        };
        return handle;
      };
    }`);
  const read = async (): Promise<number> => Number(await readFile(`${file}.bytes`, 'utf8').catch(() => '0'));
  const big = { members: [{ name: 'big', content: noise(40 * MEBI, 7) }], compression: 'gzip' as const };
  const path = await writeArchive(await ociFiles([{ layers: [big] }]));
  const merger = startTestMerger({ file, readers: 1 });
  const { answer, reason } = openUntil(merger, path, 2);
  await expect(answer).rejects.toBe(reason);
  await until(() => openHandles(path) === 0);
  expect(await read()).toBeGreaterThan(0);
  expect(await read()).toBeLessThan(30 * MEBI);
});

it('a question that was given up leaves no listener at its signal', async () => {
  const merger = startTestMerger();
  await opened(merger, await writeArchive(await ociFiles([{ layers: [{ members: [{ name: 'a', content: 'a' }] }] }])));
  const counted = { now: 0 };
  const { signal } = new AbortController();
  const [add, remove] = [signal.addEventListener.bind(signal), signal.removeEventListener.bind(signal)];
  signal.addEventListener = (...call: Parameters<typeof add>) => {
    counted.now++;
    add(...call);
  };
  signal.removeEventListener = (...call: Parameters<typeof remove>) => {
    counted.now--;
    remove(...call);
  };
  for (let i = 0; i < 20; i++) await merger.ask('summary', { image: 'image' }, { signal });
  await merger.ask('summary', { image: 'none' }, { signal }).catch(() => undefined);
  expect(counted.now).toBe(0);
});
