import { appendFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { spoiltThread } from '../merger/support/startTestMerger.ts';
import { asTar } from '../support/imageBuilder.ts';
import { lspClient } from '../support/lspClient.ts';
import { DOCKERFILE, imageBytes, imageFiles, LAYERS, LENSES, project, replaceFile } from './project.ts';

/** Files are looked at each second, so these tests take some; they wait for what is told, not for a time. */
const OTHER = [...LAYERS, ['RUN more', { name: 'more', content: 'more' }]] as const;

async function opened(files: Readonly<Record<string, string | Uint8Array>> = {}) {
  const folder = await project(files);
  const client = await lspClient({ folders: [folder] });
  const uri = await client.open(join(folder, 'Dockerfile'), DOCKERFILE);
  const states = () => client.imagesTold.map(({ image }) => image.state);
  return { client, uri, folder, image: join(folder, 'image.tar'), states };
}

it('an image that is made later is found by itself', async () => {
  const { client, uri, image } = await opened();
  const none = await client.image(uri, 'none');
  expect(none.text).toContain('Save it with `docker save -o');
  await writeFile(image, await imageBytes());
  await client.image(uri, 'open');
  expect((await client.lenses(uri)).slice(1)).toEqual(LENSES);
});

it('an image that is replaced is read anew, and until then the one before is shown', async () => {
  const { client, uri, image, states } = await opened({ 'image.tar': await imageBytes() });
  const before = await client.image(uri, 'open');
  await replaceFile(image, await imageBytes(OTHER));
  await client.image(uri, 'open', ({ isReloading }) => isReloading);
  expect((await client.lenses(uri)).slice(1)).toEqual(LENSES);
  const after = await client.image(uri, 'open', ({ id }) => id !== before.id);
  expect(after).toMatchObject({ isReloading: false, path: image });
  expect(after.key).not.toBe(before.key);
  expect(states()).toEqual(['opening', 'open', 'open', 'open']);
  expect(after.previous?.key).toBe(before.key);
});

it('an image that is still being written is waited for', async () => {
  const { client, uri, image, states } = await opened();
  await client.image(uri, 'none');
  await client.setSettings({ images: { '**/Dockerfile': image } });
  // What tells that it is an image comes first, then its layers.
  const files = [...(await imageFiles(LAYERS, 'made:1', 'plain'))];
  const bytes = await asTar(new Map(files.toSorted(([, one], [, other]) => sizeOf(one) - sizeOf(other))));
  const piece = Math.ceil(bytes.length / 12);
  for (let at = 0; at < bytes.length; at += piece) {
    await appendFile(image, bytes.subarray(at, at + piece));
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  await client.image(uri, 'open');
  expect(states().filter((state) => state !== 'none')).toEqual(['opening', 'open']);
});

it('an image that comes between looking for it and watching is found', async () => {
  const folder = await project({ 'notes.tar': 'no image', 'elsewhere/image.tar': await imageBytes() });
  const [from, to] = ['elsewhere/image.tar', 'image.tar'].map((name) => JSON.stringify(join(folder, name)));
  const threadFile = await spoiltThread(`
    if (workerData.role === 'merger') parentPort.on('message', ({ method }) => {
      if (method === 'recognize' && first()) require('node:fs').copyFileSync(${from}, ${to});
    });`);
  const client = await lspClient({ threadFile });
  const uri = await client.open(join(folder, 'Dockerfile'), DOCKERFILE);
  expect((await client.image(uri, 'open')).path).toBe(join(folder, 'image.tar'));
});

it('an image whose beginning is no image yet is found when it is one', async () => {
  const { client, uri, image } = await opened({ 'image.tar': '' });
  await client.image(uri, 'none');
  await writeFile(image, await imageBytes());
  await client.image(uri, 'open');
});

it('an image that is deleted is gone, and it is said what to do', async () => {
  const { client, uri, image } = await opened({ 'image.tar': await imageBytes() });
  await client.image(uri, 'open');
  await rm(image);
  expect((await client.image(uri, 'none')).text).toContain('docker save');
  expect(await client.lenses(uri)).toEqual([]);
  expect(await client.pull(uri)).toEqual([]);
  expect(await client.ask('steps', { uri })).toBeNull();
});

it('of two images the one that fits by name is taken, and the other when that goes', async () => {
  const { client, uri, folder, image } = await opened({
    'image.tar': await imageBytes(),
    'other.tar': await imageBytes(OTHER, 'other:1'),
  });
  expect((await client.image(uri, 'open')).path).toBe(image);
  const candidates = await client.ask('candidates', { uri });
  expect(candidates.map(({ path }) => path)).toEqual([image, join(folder, 'other.tar')]);
  await rm(image);
  const other = await client.image(uri, 'open', ({ tags }) => tags.includes('other:1'));
  expect(other.reason).toBe('beside the Dockerfile, the newest image there');
});

it('an image that is cut off is told of, and read again when it is whole', async () => {
  const bytes = await imageBytes();
  const { client, uri, image } = await opened({ 'image.tar': bytes.subarray(0, 2000) });
  await client.ask('chooseImage', { uri, image: { path: 'image.tar' } });
  const failed = await client.image(uri, 'failed');
  expect(failed).toMatchObject({ path: image, message: expect.anything(), advice: expect.anything() });
  expect(client.messages).toEqual([`Layerwise: ${failed.message}. ${failed.advice}`]);
  await writeFile(image, bytes);
  await client.image(uri, 'open');
  expect(client.messages).toHaveLength(1);
});

it('what is no image, and is named as one, fails with a reason', async () => {
  const { client, uri, folder } = await opened({ 'notes.txt': 'no image' });
  await client.image(uri, 'none');
  await client.ask('chooseImage', { uri, image: { path: 'notes.txt' } });
  expect(client.images.get(uri)).toMatchObject({ state: 'failed', path: join(folder, 'notes.txt') });
});

it('a layout directory is found, and read again when its index changes in place', async () => {
  const { client, uri, folder } = await opened();
  const layout = join(folder, 'layout');
  const write = async (layers: Parameters<typeof imageFiles>[0]) => {
    for (const [name, content] of await imageFiles(layers)) {
      await mkdir(dirname(join(layout, name)), { recursive: true });
      await writeFile(join(layout, name), content as Uint8Array);
    }
  };
  await write(LAYERS);
  const before = await client.image(uri, 'open');
  expect(before.path).toBe(layout);
  await write(OTHER);
  await client.image(uri, 'open', ({ id }) => id !== before.id);
});

it('reads the image again when it is asked to', async () => {
  const { client, uri } = await opened({ 'image.tar': await imageBytes() });
  const before = await client.image(uri, 'open');
  await client.ask('reload', { uri });
  const after = await client.ask('image', { uri });
  expect(after).toEqual({ ...before, key: expect.not.stringMatching(before.key) });
});

function sizeOf(file: unknown): number {
  return file instanceof Uint8Array ? file.length : 0;
}
