import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { spoiltThread } from '../merger/support/startTestMerger.ts';
import { connectTo, initializeParams, lspClient } from '../support/lspClient.ts';
import { joinedServer } from '../support/lspServer.ts';
import { gate } from './gate.ts';
import { elementsOf } from './markdown/rendered.ts';
import { DOCKERFILE, imageBytes, LENSES, type Made, project } from './project.ts';

it('edits while the image is read are of the text that it is shown at', async () => {
  const folder = await project({ 'image.tar': await imageBytes() });
  const { threadFile, close, open } = await gate();
  await close();
  const client = await lspClient({ threadFile });
  const uri = await client.open(join(folder, 'Dockerfile'), '');
  await client.image(uri, 'opening');
  for (let length = 1; length <= DOCKERFILE.length; length++) {
    await client.edit(uri, length + 1, { text: DOCKERFILE.slice(0, length) });
    if (length % 10 === 0) expect(await client.lenses(uri)).toEqual([]);
  }
  expect(await client.hover(uri, 1, 1)).toBeNull();
  await open();
  await client.image(uri, 'open');
  expect((await client.lenses(uri)).slice(1)).toEqual(LENSES);
});

it('a document that is closed while its image is read is forgotten', async () => {
  const folder = await project({ 'image.tar': await imageBytes() });
  const { threadFile, close, open } = await gate();
  await close();
  const client = await lspClient({ threadFile });
  const path = join(folder, 'Dockerfile');
  const uri = await client.open(path, DOCKERFILE);
  await client.image(uri, 'opening');
  await client.close(uri);
  await open();
  await client.open(path, DOCKERFILE);
  await client.image(uri, 'open');
  expect(client.imagesTold.map(({ image }) => image.state)).toEqual(['opening', 'opening', 'open']);
});

it('requests before the start are errors, and those after the end are none or nothing', async () => {
  const folder = await project({ 'image.tar': await imageBytes() });
  const connection = connectTo(joinedServer());
  connection.listen();
  const textDocument = { uri: 'file:///work/Dockerfile' };
  await expect(connection.sendRequest('textDocument/codeLens', { textDocument })).rejects.toThrow();
  await expect(connection.sendRequest('layerwise/image', textDocument)).rejects.toThrow();
  await connection.sendRequest('initialize', initializeParams({}));
  expect(await connection.sendRequest('textDocument/codeLens', { textDocument })).toBeNull();
  await connection.sendNotification('initialized', {});
  await connection.sendRequest('shutdown');
  expect(await connection.sendRequest('textDocument/codeLens', { textDocument })).toBeNull();
  const recognize = connection.sendRequest('layerwise/recognize', { path: join(folder, 'image.tar') });
  await expect(recognize).rejects.toThrow('The server was shut down');
  connection.dispose();
});

it('a thread that dies while a hover waits costs that hover alone', async () => {
  const threadFile = await spoiltThread(`
    if (workerData.role === 'merger') parentPort.on('message', ({ method }) => {
      if (method === 'find' && first()) process.exit(5);
    });`);
  const folder = await project({ 'image.tar': await imageBytes([['COPY a /a/', { name: 'a/a', content: 'a' }]]) });
  const client = await lspClient({ threadFile });
  const uri = await client.open(join(folder, 'Dockerfile'), 'FROM scratch\nCOPY a /a/\n');
  await client.image(uri, 'open');
  await expect(client.hover(uri, 1, 8)).rejects.toThrow('The merger stopped unexpectedly with code 5');
  expect(await client.hover(uri, 1, 8)).toContain('1 file arrived');
  expect(client.messages).toEqual([expect.stringContaining('It is started again when it is needed.')]);
});

const OURS = new Set(['a', 'code', 'em', 'li', 'p', 'strong', 'ul']);

describe('an image whose names are hostile', () => {
  const names = [
    '[click](command:layerwise.showStep)',
    '<img src=x onerror=alert(1)>',
    '**bold** `code` | table',
    'https://evil.example www.evil.example',
    'line\nbreak\u001b[31m\u202e',
    `${'deep/'.repeat(800)}end`,
  ];

  it.each([...names.entries()])('shows them as text: %i', async (_, name) => {
    const layers: Made[] = [['COPY a /here/', { name: `here/${name}`, content: 'x'.repeat(1000) }]];
    const folder = await project({ 'image.tar': await imageBytes(layers, name.slice(0, 100)) });
    const client = await lspClient({ initialization: { commands: true } });
    const uri = await client.open(join(folder, 'Dockerfile'), 'FROM scratch\nCOPY a /here/\n');
    await client.image(uri, 'open');
    for (const character of [1, 5, 9]) {
      const markdown = (await client.hover(uri, 1, character)) ?? '';
      const { names: elements, targets } = elementsOf(markdown);
      expect(targets.filter((target) => !target.startsWith('command:layerwise.showStep?'))).toEqual([]);
      expect(elements.filter((element) => !OURS.has(element))).toEqual([]);
      expect(markdown.length).toBeLessThan(3000);
    }
  });
});
