import { join } from 'node:path';
import { expect, it } from 'vitest';
import { EDITOR, lspClient } from '../support/lspClient.ts';
import { DOCKERFILE, imageBytes, project } from './project.ts';

const { configuration: _, ...workspace } = EDITOR.workspace ?? {};
/** An editor that cannot be asked for settings. */
const UNASKED = { ...EDITOR, workspace };

async function folderOf() {
  const folder = await project({
    'image.tar': await imageBytes(),
    'built/other.tar': await imageBytes(undefined, 'other:1'),
  });
  return { folder, path: join(folder, 'Dockerfile'), other: join(folder, 'built/other.tar') };
}

it('layerwise.images names the image of a glob, and is followed while the server runs', async () => {
  const { folder, path, other } = await folderOf();
  const settings = { images: { '**/Dockerfile': 'built/other.tar' } };
  const client = await lspClient({ folders: [folder], settings });
  const uri = await client.open(path, DOCKERFILE);
  const named = await client.image(uri, 'open');
  expect(named).toMatchObject({ path: other, reason: 'named in layerwise.images for **/Dockerfile' });
  await client.setSettings({});
  await client.image(uri, 'open', ({ path: found }) => found === join(folder, 'image.tar'));
  await client.setSettings({ images: { '**/Dockerfile': 'nowhere.tar' } });
  expect((await client.image(uri, 'none')).text).toContain('There is no nowhere.tar');
});

it('wrong settings are told once and ignored, and the others count', async () => {
  const { path } = await folderOf();
  const settings = { codeLens: { enabled: 'yes' }, inlayHints: { enabled: true }, readers: -1 };
  const client = await lspClient({ settings });
  const uri = await client.open(path, DOCKERFILE);
  await client.image(uri, 'open');
  expect(await client.lenses(uri)).toHaveLength(4);
  expect(await client.hints(uri)).toEqual(['1 200 kB', '2 30 kB']);
  expect(client.messages.toSorted()).toEqual([
    'Layerwise: layerwise.codeLens.enabled: must be true or false, but is "yes"; true is used.',
    'Layerwise: layerwise.readers: must be a number of threads from 0 to 64, but is -1; 0 is used.',
  ]);
});

it.each([
  ['codeLens', 'lenses'],
  ['hover', 'hover'],
  ['diagnostics', 'pull'],
] as const)('%s can be turned off and on, and the editor asks again', async (name, ask) => {
  const { path } = await folderOf();
  const client = await lspClient({ settings: { [name]: { enabled: false } } });
  const uri = await client.open(path, DOCKERFILE);
  await client.image(uri, 'open');
  expect((await client[ask](uri, 1, 1)) ?? []).toEqual([]);
  // Those of the image are over.
  await new Promise((resolve) => setTimeout(resolve, 300));
  const asked = client.refreshes.length;
  await client.setSettings({});
  await client.until(() => client.refreshes.length > asked + 2);
  expect((await client[ask](uri, 1, 1))?.length).toBeGreaterThan(0);
});

it('thresholds of diagnostics are heeded', async () => {
  const { path } = await folderOf();
  const client = await lspClient({ settings: { diagnostics: { minimumBytes: 200_001, severity: 'information' } } });
  const uri = await client.open(path, DOCKERFILE);
  await client.image(uri, 'open');
  expect(await client.pull(uri)).toEqual([]);
  await client.setSettings({ diagnostics: { minimumBytes: 200_000, severity: 'information' } });
  expect(await client.pull(uri)).toMatchObject([{ severity: 3, range: { start: { line: 1 } } }]);
});

it('a client that cannot be asked gives settings at its start, and with the news of their change', async () => {
  const { path, other } = await folderOf();
  const initialization = { settings: { images: { '**/Dockerfile': other }, inlayHints: { enabled: true } } };
  const client = await lspClient({ capabilities: UNASKED, initialization });
  const uri = await client.open(path, DOCKERFILE);
  expect((await client.image(uri, 'open')).path).toBe(other);
  expect(await client.hints(uri)).toHaveLength(2);
  await client.setSettings({ inlayHints: { enabled: false } });
  expect(await client.hints(uri)).toEqual([]);
});

it('a client that has none when it is asked gives them at its start', async () => {
  const { path } = await folderOf();
  const initialization = { settings: { inlayHints: { enabled: true } } };
  const client = await lspClient({ settings: null, initialization });
  const uri = await client.open(path, DOCKERFILE);
  await client.image(uri, 'open');
  expect(await client.hints(uri)).toHaveLength(2);
});

it.each([['text'], [7], [null], [[]], [{ commands: 'yes', trusted: 1, cacheDirectory: null }]])(
  'wrong initialization options are ignored: %j',
  async (initialization) => {
    const { path } = await folderOf();
    const client = await lspClient({ initialization });
    const uri = await client.open(path, DOCKERFILE);
    await client.image(uri, 'open');
    const isTold = typeof initialization === 'object' && initialization !== null && 'commands' in initialization;
    expect(client.messages).toHaveLength(isTold ? 2 : 0);
  },
);

it('a choice is remembered, also by another server, until it is forgotten', async () => {
  const { folder, path, other } = await folderOf();
  const initialization = { stateDirectory: join(folder, 'state') };
  const first = await lspClient({ initialization });
  const uri = await first.open(path, DOCKERFILE);
  await first.image(uri, 'open');
  expect(await first.ask('chooseImage', { uri, image: { path: other } })).toBeNull();
  expect(await first.ask('image', { uri })).toMatchObject({
    path: other,
    reason: 'the image you chose for this Dockerfile',
  });
  const second = await lspClient({ initialization });
  await second.open(path, DOCKERFILE);
  expect((await second.image(uri, 'open')).path).toBe(other);
  await second.ask('chooseImage', { uri, image: null });
  expect(await second.ask('image', { uri })).toMatchObject({ path: join(folder, 'image.tar') });
});

it('a choice that cannot be remembered is said to be so', async () => {
  const { folder, path, other } = await folderOf();
  const client = await lspClient({ initialization: { stateDirectory: join(folder, 'image.tar') } });
  const uri = await client.open(path, DOCKERFILE);
  await client.image(uri, 'open');
  await expect(client.ask('chooseImage', { uri, image: { path: other } })).rejects.toThrow('Cannot remember the image');
});
