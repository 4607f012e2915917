import { describe, expect, it } from 'vitest';
import { ociFiles, writeArchive } from '../support/imageBuilder.ts';
import { root } from '../support/runCli.ts';
import { opened, startTestMerger } from './support/startTestMerger.ts';
import { allChildren } from './support/walk.ts';

const names = Array.from({ length: 250 }, (_, i) => `f${(i * 89) % 250}`);
const members = [
  ...names.map((name, i) => ({ name: `d/${name}`, content: 'x'.repeat((i * 37) % 101) })),
  ...['z', 'y'].map((name) => ({ name: `d/${name}/`, type: 'directory' as const })),
];
const removed = { members: [{ name: 'd/.wh.f7' }, { name: 'd/f8', content: 'other' }] };

async function withMany() {
  const merger = startTestMerger();
  await opened(merger, await writeArchive(await ociFiles([{ layers: [{ members }, removed] }])));
  const node = (await merger.ask('find', { image: 'image', view: { step: 1 }, path: 'd' }))?.node ?? 0;
  const children = (more: object, limit?: number) =>
    allChildren(merger, { image: 'image', view: { step: 1 }, node, ...more }, limit);
  return { merger, node, children };
}

describe('children', () => {
  it.each([1, 7, 100, 1000])('in pages of %d are the whole list', async (limit) => {
    const { children } = await withMany();
    const rows = await children({}, limit);
    expect(rows.map(({ name }) => name)).toEqual(['y', 'z', ...names.toSorted()]);
    expect(rows.filter(({ gone }) => gone).map(({ name }) => name)).toEqual(['f7']);
  });

  it('by size come largest first', async () => {
    const { children } = await withMany();
    const sizes = (await children({ sort: 'size' }, 40)).map(({ size }) => size);
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    expect(sizes).toHaveLength(252);
  });

  it.each<[object, string[]]>([
    [{ name: 'F24' }, ['f24', ...names.filter((name) => name.startsWith('f24') && name !== 'f24').toSorted()]],
    [{ name: 'f?' }, ['f0', 'f1', 'f2', 'f3', 'f4', 'f5', 'f6', 'f7', 'f8', 'f9']],
    [{ name: '/d/[yz]' }, ['y', 'z']],
    [{ changes: ['removed'] }, ['f7']],
    [{ changes: ['removed', 'modified'] }, ['f7', 'f8']],
    [{ changes: ['modified'], name: 'f7' }, []],
  ])('that fit %o', async (filter, expected) => {
    const { children } = await withMany();
    expect((await children({ filter }, 5)).map(({ name }) => name)).toEqual(expected);
  });

  it('beyond the end are none, of the same total', async () => {
    const { merger, node } = await withMany();
    const page = await merger.ask('children', { image: 'image', view: { step: 1 }, node, offset: 300 });
    expect(page).toMatchObject({ total: 252, rows: [] });
  });
});

it.each(['path', 'size'] as const)('changes by %s in pages are the whole list', async (sort) => {
  const merger = startTestMerger();
  await opened(merger, `${root}test/fixtures/images/bk26-full.oci-gzip-provmax.tar`);
  const asked = { image: 'image', view: { step: 3, since: 0 }, sort };
  const whole = await merger.ask('changes', { ...asked, limit: 1000 });
  const pages = [];
  for (let offset = 0; offset < whole.total; offset += 13) {
    pages.push(...(await merger.ask('changes', { ...asked, offset, limit: 13 })).rows);
  }
  expect(pages).toEqual(whole.rows);
  expect(whole.total).toBeGreaterThan(13);
});
