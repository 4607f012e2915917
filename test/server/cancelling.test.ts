import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import { EDITOR, lspClient } from '../support/lspClient.ts';
import { gate } from './gate.ts';
import { DOCKERFILE, imageBytes, LENSES, project } from './project.ts';

const CANCELLED = { code: -32800 };

async function closedGate() {
  const folder = await project({ 'image.tar': await imageBytes() });
  const { threadFile, close, open } = await gate();
  await close();
  return { folder, threadFile, open, image: join(folder, 'image.tar'), dockerfile: join(folder, 'Dockerfile') };
}

describe('a request that is cancelled', () => {
  it('is given up: open', async () => {
    const { threadFile, image, open } = await closedGate();
    const client = await lspClient({ threadFile });
    const source = new CancellationTokenSource();
    const asked = client.connection.sendRequest('layerwise/open', { key: 'mine', path: image }, source.token);
    await client.ask('recognize', { path: image });
    source.cancel();
    // Once this is answered, the threads know of it.
    await client.ask('recognize', { path: image });
    await open();
    await expect(asked).rejects.toMatchObject(CANCELLED);
    expect((await client.ask('open', { key: 'mine', path: image })).layers).toHaveLength(3);
  });

  it('is given up: hover, while settings are asked for', async () => {
    const folder = await project({ 'image.tar': await imageBytes([['COPY a /a/', { name: 'a/a', content: 'a' }]]) });
    const client = await lspClient();
    const uri = await client.open(join(folder, 'Dockerfile'), 'FROM scratch\nCOPY a /a/\n');
    await client.image(uri, 'open');
    await client.setSettings({});
    const source = new CancellationTokenSource();
    const params = { textDocument: { uri }, position: { line: 1, character: 8 } };
    const asked = client.connection.sendRequest('textDocument/hover', params, source.token);
    source.cancel();
    await expect(asked).rejects.toMatchObject(CANCELLED);
    expect(await client.hover(uri, 1, 8)).toContain('1 file arrived');
  });

  it('is given up: children', async () => {
    const folder = await project({ 'image.tar': await imageBytes() });
    const client = await lspClient();
    await client.ask('open', { key: 'mine', path: join(folder, 'image.tar') });
    const source = new CancellationTokenSource();
    const params = { image: 'mine', view: { step: 2 }, node: 0 };
    const asked = client.connection.sendRequest('layerwise/children', params, source.token);
    source.cancel();
    await expect(asked).rejects.toMatchObject(CANCELLED);
    expect((await client.ask('children', params)).total).toBe(2);
  });
});

describe('progress', () => {
  it('is begun, told and ended, once each image', async () => {
    const { threadFile, dockerfile, open } = await closedGate();
    const client = await lspClient({ threadFile });
    const uri = await client.open(dockerfile, DOCKERFILE);
    await client.until(() => client.progress.length > 0);
    expect(client.progress[0].value).toMatchObject({
      kind: 'begin',
      title: 'Layerwise: reading image.tar',
      cancellable: true,
    });
    await open();
    await client.image(uri, 'open');
    await client.until(() => client.progress.some(({ value }) => value.kind === 'end'));
    const kinds = client.progress.map(({ value }) => value.kind);
    expect(kinds.slice(1, -1).every((kind) => kind === 'report')).toBe(true);
    expect([kinds[0], kinds.at(-1)]).toEqual(['begin', 'end']);
    expect(new Set(client.progress.map(({ token }) => token)).size).toBe(1);
  });

  it('can be stopped: the image says so, and is read when it is reloaded', async () => {
    const { threadFile, dockerfile, open, image } = await closedGate();
    const client = await lspClient({ threadFile });
    const uri = await client.open(dockerfile, DOCKERFILE);
    await client.until(() => client.progress.length > 0);
    const { token } = client.progress[0];
    await client.connection.sendNotification('window/workDoneProgress/cancel', { token });
    expect(await client.image(uri, 'failed')).toMatchObject({
      message: `Reading ${image} was stopped`,
      advice: 'Reload the image to read it.',
    });
    expect(client.progress.at(-1)?.value.kind).toBe('end');
    await open();
    await client.ask('reload', { uri });
    expect((await client.lenses(uri)).slice(1)).toEqual(LENSES);
  });

  it('is ended once when the client is slow to show it', async () => {
    const folder = await project({ 'image.tar': await imageBytes() });
    const client = await lspClient();
    let show: (nothing: null) => void = () => undefined;
    client.connection.onRequest(
      'window/workDoneProgress/create',
      () => new Promise<null>((resolve) => (show = resolve)),
    );
    const uri = await client.open(join(folder, 'Dockerfile'), DOCKERFILE);
    await client.image(uri, 'open');
    show(null);
    await client.until(() => client.progress.some(({ value }) => value.kind === 'end'));
    await client.ask('image', { uri });
    expect(client.progress.map(({ value }) => value.kind)).toEqual(['begin', 'end']);
  });

  it('is not shown to a client that cannot', async () => {
    const folder = await project({ 'image.tar': await imageBytes() });
    const client = await lspClient({ capabilities: { ...EDITOR, window: {} } });
    await client.image(await client.open(join(folder, 'Dockerfile'), DOCKERFILE), 'open');
    expect(client.progress).toEqual([]);
  });
});
