import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { Failure } from '../../src/core/error.ts';
import type { LayerIndex } from '../../src/core/merge/layerIndex.ts';
import { type Answers, answering, asking } from '../../src/merger/thread/asking.ts';
import { portConnection } from '../../src/merger/thread/portConnection.ts';
import { startThread } from '../../src/merger/thread/startThread.ts';
import { questions } from '../../src/protocol/questions.ts';
import { type ReaderQuestions, readerQuestions } from '../../src/protocol/readerQuestions.ts';
import { ociFiles, temporaryDirectory, writeArchive } from '../support/imageBuilder.ts';
import { file, indexOf } from '../support/members.ts';
import { specOf } from './support/images.ts';
import { opened, startTestMerger } from './support/startTestMerger.ts';

/** A reader's answers at one end of a channel, and who asks at the other. */
function overChannel(answers: Partial<Answers<ReaderQuestions>>) {
  const { port1, port2 } = new MessageChannel();
  onTestFinished(() => port1.close());
  const [near, far] = [portConnection(port1), portConnection(port2)];
  const others = { readLayer: vi.fn(), hashContents: vi.fn(), letGo: () => null };
  answering(far, readerQuestions, { ...others, ...answers });
  near.listen();
  far.listen();
  return asking(near, readerQuestions);
}

const image = { path: '', id: '', manifestDigest: null, identity: '', opening: '' };
const read = { index: null, warnings: [], failure: null, checkedBy: null };
const columnsOf = (index: LayerIndex) =>
  [...Object.values(index), ...Object.values(index.targets)].filter((column) => ArrayBuffer.isView(column));

describe('columns', () => {
  it('are handed over, not copied', async () => {
    const { index } = indexOf([file('a/b', 'content'), file('c', 'more')]);
    const copy = structuredClone(index);
    const ask = overChannel({ readLayer: () => ({ ...read, index }) });
    const answer = await ask('readLayer', { image, layer: 0, verify: false });
    expect(answer.index).toEqual(copy);
    expect(columnsOf(index).map(({ byteLength }) => byteLength)).toEqual(columnsOf(index).map(() => 0));
    expect(columnsOf(answer.index).length).toBeGreaterThan(14);
  });

  it('that are views on one buffer are handed over too', async () => {
    const buffer = new ArrayBuffer(64);
    const { index } = indexOf([file('a', 'content')]);
    const shared = { ...index, size: new Float64Array(buffer, 0, 1), offset: new Float64Array(buffer, 8, 1) };
    shared.size[0] = 7;
    const ask = overChannel({ readLayer: () => ({ ...read, index: shared }) });
    const answer = await ask('readLayer', { image, layer: 0, verify: false });
    expect(answer.index.size[0]).toBe(7);
    expect(answer.index.size.buffer).toBe(answer.index.offset.buffer);
    expect([buffer.byteLength, shared.size.byteLength]).toEqual([0, 0]);
  });

  it('of a question stay with whoever asks', async () => {
    const ask = overChannel({ hashContents: () => ({ hash: new Uint8Array(16) }) });
    const size = Float64Array.of(1);
    await ask('hashContents', { image, layer: 0, offset: Float64Array.of(0), size });
    expect(size).toHaveLength(1);
  });
});

it('an answer that cannot be sent is a failure, and the next one comes', async () => {
  const index = { ...indexOf([file('a', 'content')]).index, bad: () => 0 };
  const ask = overChannel({ readLayer: () => ({ ...read, index }) });
  await expect(ask('readLayer', { image, layer: 0, verify: false })).rejects.toThrow('could not be cloned');
  expect(await ask('letGo', { image })).toBeNull();
});

it('an error of ours is a failure that says so', async () => {
  const ask = overChannel({ letGo: () => Promise.reject(new TypeError('undefined is no layer')) });
  const error: unknown = await ask('letGo', { image }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Failure);
  expect(error).toMatchObject({ kind: 'internal', message: expect.stringMatching('undefined is no layer') });
});

it.each([
  ['open', { key: '', path: 'a' }, /^The question open is wrong at key: /],
  ['open', { path: 'a' }, /at key: /],
  ['children', { image: 'image', view: { step: 0.5 }, node: 0 }, /at view.step: /],
  ['children', { image: 'image', view: { step: 0 }, node: 0, limit: 1001 }, /at limit: /],
  ['children', { image: 'image', view: { step: 0 }, node: 0, filter: { changes: ['all'] } }, /at filter.changes.0: /],
  ['content', { image: 'image', view: { step: 0 }, node: 1, length: -1 }, /at length: /],
  ['children', { image: 'image', view: { step: 0 }, node: 0, more: 1 }, /at more: /],
  ['without', { image: 'image', layers: [] }, /at layers: /],
  ['children', null, /^The question children is wrong: /],
  ['children', { image: 'other', view: { step: 0 }, node: 0 }, /^No image is open as other/],
  ['children', { image: 'image', view: { step: 9 }, node: 0 }, /^The image has no layer 9/],
  ['children', { image: 'image', view: { step: 0, off: [7] }, node: 0 }, /^The image has no layer 7/],
  ['children', { image: 'image', view: { step: 0 }, node: 1e9 }, /^There is no such path/],
  ['versions', { image: 'image', node: 1e9 }, /^There is no such path/],
  ['joins', { image: 'image', range: { first: 0, last: 9 } }, /^The image has no layer 9/],
  ['diff', { a: { image: 'image', step: 0 }, b: { image: 'other', step: 0 } }, /^No image is open as other/],
] as const)('%s of %o is refused, and the next is answered', async (name, params, message) => {
  const merger = startTestMerger();
  await opened(merger, await writeArchive(await ociFiles([specOf('gzip')])));
  const error: unknown = await merger.ask(name, params as never).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Failure);
  expect((error as Failure).message).toMatch(message);
  expect((error as Failure).message).not.toContain('\n');
  expect(await merger.ask('summary', { image: 'image' })).toMatchObject({ failures: [] });
});

it.each([
  ['no object', '7', /^The answer to waste is wrong: /],
  ['another', '{ total: 1, bytes: "many", rows: [] }', /^The answer to waste is wrong at bytes: /],
  ['a wrong row', '{ total: 1, bytes: 0, rows: [{}] }', /^The answer to waste is wrong at rows.0.node: /],
])('a thread that answers %s makes a failure', async (_, result, message) => {
  const file = join(await temporaryDirectory(), 'thread.cjs');
  await writeFile(
    file,
    `const { parentPort } = require('node:worker_threads');
    parentPort.on('message', ({ id, method }) => {
      for (const nonsense of [null, 7, {}, { jsonrpc: '2.0', id: 12345, result: {} }]) parentPort.postMessage(nonsense);
      parentPort.postMessage({ jsonrpc: '2.0', id, result: method === 'waste' ? ${result} : null });
    });`,
  );
  const { ask } = startTestMerger({ file });
  const error: unknown = await ask('waste', { image: 'none' }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Failure);
  expect((error as Failure).message).toMatch(message);
  expect(await ask('release', { image: 'none' })).toBeNull();
});

it('a script that is not there is a failure', async () => {
  const thread = startThread({ file: '/nowhere.cjs', data: null, questions, name: 'A thread' });
  await expect(thread.ask('summary', { image: 'a' })).rejects.toThrow(/^A thread stopped unexpectedly \(Cannot find/);
  expect(await thread.ended).toBeInstanceOf(Failure);
  await expect(thread.ask('summary', { image: 'a' })).rejects.toBeInstanceOf(Failure);
});
