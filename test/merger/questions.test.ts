import { expect, it } from 'vitest';
import { pathVersions } from '../../src/core/browse/pathVersions.ts';
import { diffTrees } from '../../src/core/diff/diffTrees.ts';
import { totalsOf } from '../../src/core/diff/groupByBlame.ts';
import { layerFacts } from '../../src/core/layerFacts.ts';
import { NONE } from '../../src/core/merge/mergedTree.ts';
import { deadFiles } from '../../src/core/merge/waste.ts';
import { suggestJoins } from '../../src/core/whatIf/suggestJoins.ts';
import { withoutLayers } from '../../src/core/whatIf/withoutLayers.ts';
import type { Merger } from '../../src/merger/startMerger.ts';
import type { ResultOf } from '../../src/protocol/questions.ts';
import { type ImageSpec, ociFiles, writeArchive } from '../support/imageBuilder.ts';
import { kindsOfImage, specOf } from './support/images.ts';
import { type InProcess, inProcess } from './support/inProcess.ts';
import { opened, startTestMerger } from './support/startTestMerger.ts';
import { walk } from './support/walk.ts';

const all = { offset: 0, limit: 1000 };

/** An image as the merger has it, and as it is in this process. Starting threads is what takes time here: once for all that is asked. */
interface Both extends InProcess {
  readonly merger: Merger;
  readonly summary: ResultOf<'open'>;
}

it.each(kindsOfImage)('%s answers everything as in process', async (_, write) => {
  const path = await write();
  const merger = startTestMerger();
  const both = { ...(await inProcess(path)), merger, summary: await opened(merger, path) };
  await isSummedUp(both);
  await hasTheSameWaste(both);
  await hasTheSameVersions(both);
  await differsAlike(both);
});

async function isSummedUp({ open, read, merger, summary }: Both): Promise<void> {
  expect(summary.image).toEqual(open.image);
  expect(layerFacts(read.tree)).toMatchObject(summary.layers);
  expect(summary).toMatchObject({ key: 'image', failures: [], warnings: [...open.warnings, ...read.warnings] });
  expect(await merger.ask('summary', { image: 'image' })).toEqual(summary);
}

async function hasTheSameWaste({ read: { tree }, merger }: Both): Promise<void> {
  const dead = [...deadFiles(tree).sorted()];
  const waste = await merger.ask('waste', { image: 'image', ...all });
  expect(waste.rows).toEqual(dead.slice(0, 1000).map((file) => ({ ...file, path: tree.path(file.node) })));
  expect(waste).toMatchObject({ total: dead.length, bytes: dead.reduce((sum, { bytes }) => sum + bytes, 0) });
  expect(await merger.ask('joins', { image: 'image' })).toEqual(suggestJoins(tree, 0, 10));
  const off = await merger.ask('without', { image: 'image', layers: [1, 0, 1] });
  expect(withoutLayers(tree, [0, 1])).toMatchObject(off);
}

async function hasTheSameVersions({ read: { tree }, merger, summary }: Both): Promise<void> {
  const view = { step: summary.image.layers.length - 1 };
  for (const row of (await walk(merger, view)).filter((_row, i) => i % 7 === 0)) {
    const told = await merger.ask('versions', { image: 'image', node: row.node });
    expect(told.path).toBe(tree.path(row.node));
    expect(pathVersions(tree, row.node)).toMatchObject(told.versions);
    expect(await merger.ask('find', { image: 'image', view, path: row.path })).toEqual(row);
  }
}

async function differsAlike({ open, read, merger }: Both): Promise<void> {
  const diffIds = open.image.layers.map(({ diffId }) => diffId);
  const side = (step: number) => ({ tree: read.tree, step, diffIds });
  const [a, b] = [0, diffIds.length - 1];
  const sides = { a: { image: 'image', step: a }, b: { image: 'image', step: b } };
  // Asked first: what it has to hash is hashed then.
  const told = await merger.ask('diff', { ...sides, ...all });
  const expected = diffTrees(side(a), side(b));
  expect({ total: told.total, same: told.same }).toEqual({ total: expected.paths.length, same: expected.same });
  expect(told.totals).toEqual(totalsOf(expected.paths));
  const pages = [await merger.ask('diff', { ...sides, limit: 2 }), await merger.ask('diff', { ...sides, offset: 2 })];
  expect(pages.flatMap(({ rows }) => rows).slice(0, 202)).toEqual(told.rows.slice(0, 202));
}

it('two images differ by what one has and the other has not', async () => {
  const merger = startTestMerger();
  const spec: ImageSpec = specOf('plain');
  const more = { members: [{ name: 'new', content: 'new' }, { name: 'etc/.wh.mode' }] };
  await opened(merger, await writeArchive(await ociFiles([spec])), { key: 'a' });
  await opened(merger, await writeArchive(await ociFiles([{ layers: [...spec.layers, more] }])), { key: 'b' });
  const diff = await merger.ask('diff', { a: { image: 'a', step: 3 }, b: { image: 'b', step: 4 } });
  expect(diff.rows.map(({ path, change, blame }) => `${path} ${change} ${blame.image}${blame.layer}`).sort()).toEqual([
    'etc/mode removed b4',
    'new added b4',
  ]);
});

it('an image under a key of old differs as the new one does', async () => {
  const merger = startTestMerger();
  const ask = () => merger.ask('diff', { a: { image: 'a', step: 0 }, b: { image: 'b', step: 0 } });
  const write = async (content: string) =>
    writeArchive(await ociFiles([{ layers: [{ members: [{ name: 'f', content }] }] }]));
  await opened(merger, await write('1'), { key: 'a' });
  await opened(merger, await write('2'), { key: 'b' });
  // What was still being compared when its image went must not answer for the next of that key.
  const before = ask();
  const released = merger.ask('release', { image: 'b' });
  expect((await before).total).toBe(1);
  await released;
  await opened(merger, await write('1'), { key: 'b' });
  expect((await ask()).total).toBe(0);
});

it('a link is followed only when that is asked for', async () => {
  const merger = startTestMerger();
  await opened(merger, await writeArchive(await ociFiles([specOf('gzip')])));
  const find = async (path: string, follow: boolean) =>
    (await merger.ask('find', { image: 'image', view: { step: 3 }, path, follow }))?.path ?? NONE;
  expect(await find('sbin', false)).toBe('sbin');
  expect(await find('sbin', true)).toBe('bin');
  expect(await find('sbin/tool', false)).toBe(NONE);
  expect(await find('/sbin/../bin/tool', true)).toBe('bin/tool');
  expect(await find('nowhere', true)).toBe(NONE);
});
