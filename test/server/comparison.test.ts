import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { asTar } from '../support/imageBuilder.ts';
import { lspClient } from '../support/lspClient.ts';
import { DOCKERFILE, imageBytes, imageFiles, LAYERS, type Made, project, replaceFile } from './project.ts';

/** As `LAYERS`, built again after `make b` has come to make something else. */
const REBUILT: readonly Made[] = [
  LAYERS[0],
  ['RUN make b', { name: 'b', content: 'y'.repeat(45_000) }, { name: 'lib/more', content: 'more' }],
  LAYERS[2],
];

async function rebuilt(again: (path: string, bytes: Uint8Array) => Promise<void>, layers = REBUILT) {
  const folder = await project({ 'image.tar': await imageBytes() });
  const client = await lspClient({ folders: [folder] });
  const uri = await client.open(join(folder, 'Dockerfile'), DOCKERFILE);
  const before = await client.image(uri, 'open');
  expect(before.previous).toBeNull();
  await again(before.path ?? '', await imageBytes(layers));
  const now = await client.image(uri, 'open', ({ id }) => id !== before.id);
  const sides = { a: { image: now.previous?.key ?? '', step: 2 }, b: { image: now.key, step: layers.length - 1 } };
  return { client, uri, folder, before, now, sides };
}

it('the image before the last build is kept, and compares by instruction', async () => {
  const { client, uri, before, now, sides } = await rebuilt(replaceFile);
  expect(now.previous).toEqual({ key: before.key, id: before.id, tags: before.tags });
  const told = await client.ask('comparison', { uri, ...sides });
  expect(told).toMatchObject({ total: 3, unread: 0, totals: { added: 2, modified: 1, growth: 15_004 } });
  expect(told.groups).toMatchObject([
    { line: 3, text: 'RUN make b', a: [1], b: [1], added: 2, modified: 1, changedBytes: 45_000, growth: 15_004 },
  ]);
  const blame = { a: [...told.groups[0].a], b: [...told.groups[0].b] };
  const { rows } = await client.ask('diffChildren', { ...sides, blame });
  expect(rows).toMatchObject([
    { path: 'b', change: 'modified', a: { bytes: 30_000 }, b: { bytes: 45_000 }, below: null },
    { path: 'lib', change: 'added', below: { added: 1, addedBytes: 4 } },
  ]);
  expect(await client.ask('diffChildren', { ...sides, blame, path: 'lib' })).toMatchObject({
    total: 1,
    rows: [{ path: 'lib/more', name: 'more', change: 'added' }],
  });
  expect((await client.ask('diffChildren', { ...sides, blame: { a: [0], b: [0] } })).total).toBe(0);
});

it('the picture of what grew has the files of both, and the instructions that are to blame by their lines', async () => {
  const { client, uri, sides } = await rebuilt(replaceFile, [
    LAYERS[0],
    ['RUN make c', { name: 'c', content: 'cc' }],
    ['RUN rm a', { name: 'd', content: 'dd' }],
  ]);
  const { picture, steps } = await client.ask('growth', { uri, ...sides });
  expect(steps).toEqual([
    { line: null, text: 'RUN make c', only: 'b' },
    { line: 3, text: 'RUN make b', only: 'a' },
    { line: 4, text: 'RUN rm a', only: null },
  ]);
  const { files } = picture;
  const rows = files.name.map((name, i) => `${name} ${files.before[i]}>${files.after[i]} @${files.group[i]}`);
  expect(rows.filter((row) => !row.endsWith('@-1'))).toMatchInlineSnapshot(`
    [
      "a 0>200000 @2",
      "b 30000>0 @1",
      "c 0>2 @0",
      "d 0>2 @2",
    ]
  `);
  const one = await client.ask('growth', { uri, ...sides, most: 1 });
  expect(one.picture.files.name[0]).toBe('a');
  expect(sum(one.picture.files.after)).toBe(sum(files.after));
});

it('an instruction that is another in each build stands for itself', async () => {
  const { client, uri, sides } = await rebuilt(replaceFile, [
    LAYERS[0],
    ['RUN make c', { name: 'c', content: 'c' }],
    LAYERS[2],
  ]);
  const { groups } = await client.ask('comparison', { uri, ...sides });
  expect(groups.map(({ line, text, a, b, growth }) => ({ line, text, a, b, growth }))).toEqual([
    { line: 3, text: 'RUN make b', a: [1], b: [], growth: -30_000 },
    { line: null, text: 'RUN make c', a: [], b: [1], growth: 1 },
  ]);
});

it('contents of a file that was replaced are there as long as it is kept', async () => {
  const { client, sides } = await rebuilt(replaceFile);
  const found = await client.ask('find', { image: sides.a.image, view: { step: 2 }, path: 'b' });
  const asked = { image: sides.a.image, view: { step: 2 }, node: found?.node ?? 0, length: 4 };
  expect(Buffer.from((await client.ask('content', asked)).base64, 'base64').toString()).toBe('xxxx');
});

it('of a file that was overwritten the tree is left, and it is said that the contents are gone', async () => {
  const { client, uri, sides } = await rebuilt((path, bytes) => writeFile(path, bytes));
  expect((await client.ask('comparison', { uri, ...sides })).groups).toMatchObject([{ line: 3, growth: 15_004 }]);
  const found = await client.ask('find', { image: sides.a.image, view: { step: 2 }, path: 'b' });
  const asked = { image: sides.a.image, view: { step: 2 }, node: found?.node ?? 0, length: 4 };
  await expect(client.ask('content', asked)).rejects.toThrow('the file changed since the image was analysed');
});

it('of plain layers that were overwritten it is said which files could not be compared', async () => {
  const layers = (content: string): Made[] => [['RUN make b', { name: 'b', content }, { name: 'c', content }]];
  const plain = async (content: string) => asTar(await imageFiles(layers(content), 'made:1', 'plain'));
  const folder = await project({ 'image.tar': await plain('1') });
  const client = await lspClient({ folders: [folder] });
  const uri = await client.open(join(folder, 'Dockerfile'), 'FROM scratch\nRUN make b\n');
  const before = await client.image(uri, 'open');
  await writeFile(join(folder, 'image.tar'), await plain('2'));
  const now = await client.image(uri, 'open', ({ id }) => id !== before.id);
  const sides = { a: { image: before.key, step: 0 }, b: { image: now.key, step: 0 } };
  expect(await client.ask('comparison', { uri, ...sides })).toMatchObject({ unread: 2, totals: { modified: 2 } });
});

it('one before is kept, until the document is closed', async () => {
  const { client, uri, before, now } = await rebuilt(replaceFile);
  await replaceFile(now.path ?? '', await imageBytes([...REBUILT, ['RUN more', { name: 'more', content: 'm' }]]));
  const third = await client.image(uri, 'open', ({ id }) => id !== now.id);
  expect(third.previous?.key).toBe(now.key);
  await expect(client.ask('summary', { image: before.key })).rejects.toThrow('No image is open as');
  // What a client holds stays.
  await client.ask('hold', { image: now.key, key: 'mine' });
  await client.close(uri);
  await expect(client.ask('summary', { image: now.key })).rejects.toThrow('No image is open as');
  expect((await client.ask('summary', { image: 'mine' })).image.id).toBe(now.id);
  await expect(client.ask('hold', { image: 'mine', key: 'dockerfile:9' })).rejects.toThrow('is the server’s');
});

it('an image that is read again is not one before, and neither is one of another place', async () => {
  const { client, uri, folder, before, now } = await rebuilt(replaceFile);
  await client.ask('reload', { uri });
  expect(await client.ask('image', { uri })).toMatchObject({ id: now.id, previous: { id: before.id } });
  await writeFile(join(folder, 'other.tar'), await imageBytes(LAYERS, 'other:1'));
  await client.ask('chooseImage', { uri, image: { path: 'other.tar' } });
  expect(await client.ask('image', { uri })).toMatchObject({ state: 'open', previous: null });
});

it('two images of no Dockerfile compare by what their histories tell', async () => {
  const { client, sides } = await rebuilt(replaceFile);
  expect((await client.ask('comparison', sides)).groups).toMatchObject([
    { line: null, text: 'RUN make b', a: [1], b: [1], growth: 15_004 },
  ]);
});

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
