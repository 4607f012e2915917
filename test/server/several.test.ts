import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openHandles } from '../merger/support/startTestMerger.ts';
import { lspClient, uriOf } from '../support/lspClient.ts';
import { DOCKERFILE, imageBytes, LAYERS, LENSES, project } from './project.ts';

const SMALL = [LAYERS[1]] as const;

it('several folders have their own Dockerfiles and images', async () => {
  const one = await project({ 'image.tar': await imageBytes() });
  const two = await project({ 'image.tar': await imageBytes(SMALL, 'two:1') });
  const client = await lspClient({ folders: [one, two] });
  const uris = [
    await client.open(join(one, 'Dockerfile'), DOCKERFILE),
    await client.open(join(two, 'Dockerfile'), 'FROM scratch\nRUN make b\n'),
  ];
  const images = [await client.image(uris[0], 'open'), await client.image(uris[1], 'open')];
  expect(images.map(({ tags }) => tags)).toEqual([['made:1'], ['two:1']]);
  expect((await client.lenses(uris[1])).slice(1)).toEqual(['1 +1 added · 30 kB']);
  expect((await client.lenses(uris[0])).slice(1)).toEqual(LENSES);
});

it('folders that come and go are followed', async () => {
  const folder = await project({ 'image.tar': await imageBytes() });
  const settings = { images: { Dockerfile: 'image.tar' } };
  const client = await lspClient({ settings });
  const uri = await client.open(join(folder, 'Dockerfile'), DOCKERFILE);
  expect((await client.image(uri, 'open')).reason).toContain('beside');
  const event = { added: [{ uri: uriOf(folder), name: '' }], removed: [] };
  await client.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event });
  await client.image(uri, 'open', ({ reason }) => reason === 'named in layerwise.images for Dockerfile');
  expect(client.imagesTold.at(-1)?.image).toMatchObject({ isReloading: false });
});

it('Dockerfiles of one folder have the images that are called as they are', async () => {
  const folder = await project({ 'web.tar': await imageBytes(), 'job.tar': await imageBytes(SMALL, 'job:1') });
  const client = await lspClient({ folders: [folder] });
  const web = await client.open(join(folder, 'web.Dockerfile'), DOCKERFILE);
  const job = await client.open(join(folder, 'job.Dockerfile'), DOCKERFILE);
  expect((await client.image(web, 'open')).path).toBe(join(folder, 'web.tar'));
  expect((await client.image(job, 'open')).path).toBe(join(folder, 'job.tar'));
});

it('fifty Dockerfiles of one image are open at once, and closing them lets the file go', async () => {
  const folder = await project({ 'image.tar': await imageBytes() });
  const warnings: Error[] = [];
  process.on('warning', (warning) => warnings.push(warning));
  const client = await lspClient({ folders: [folder] });
  const uris = await Promise.all(
    Array.from({ length: 50 }, (_, index) => client.open(join(folder, `Dockerfile.${index}`), DOCKERFILE)),
  );
  for (const uri of uris) await client.image(uri, 'open');
  expect((await Promise.all(uris.map((uri) => client.lenses(uri)))).map((lenses) => lenses.slice(1))).toEqual(
    uris.map(() => LENSES),
  );
  const keys = uris.map((uri) => client.images.get(uri)).map((image) => (image?.state === 'open' ? image.key : ''));
  expect(new Set(keys).size).toBe(50);
  expect(warnings).toEqual([]);
  for (const uri of uris) await client.close(uri);
  const summaries = keys.map((image) => client.ask('summary', { image }));
  for (const summary of summaries) await expect(summary).rejects.toThrow('No image is open as');
  await expect.poll(() => openHandles(folder)).toBe(0);
  await expect(client.ask('image', { uri: uris[0] })).rejects.toThrow('is not open as a Dockerfile');
});

it('after shutdown nothing is open', async () => {
  const before = readdirSync('/proc/self/fd').length;
  const folder = await project({ 'image.tar': await imageBytes() });
  const client = await lspClient({ folders: [folder] });
  await client.image(await client.open(join(folder, 'Dockerfile'), DOCKERFILE), 'open');
  await client.shutdown();
  await expect.poll(() => readdirSync('/proc/self/fd').length).toBeLessThanOrEqual(before);
});
