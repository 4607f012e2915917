import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { candidatesFor, chooseFor } from '../../src/server/dockerfiles/choosing.ts';
import { isDockerfile } from '../../src/server/dockerfiles/isDockerfile.ts';
import { fileOfUri, normalUri } from '../../src/server/editor/uri.ts';
import type { ChoiceContext } from '../../src/server/images/choiceContext.ts';
import { lspClient } from '../support/lspClient.ts';
import { DOCKERFILE, imageBytes, LENSES, project } from './project.ts';

describe('what is taken for a Dockerfile', () => {
  it.each([
    ['dockerfile', 'file:///work/anything', true],
    ['Dockerfile', 'file:///work/anything', true],
    ['containerfile', 'file:///work/anything', true],
    ['dockerfile', 'untitled:Untitled-1', true],
    ['plaintext', 'file:///work/Dockerfile', true],
    ['', 'file:///work/web%2Edockerfile', true],
    ['plaintext', 'file:///c%3A/work/Containerfile.dev', true],
    ['plaintext', 'file:///work/notes.txt', false],
    ['markdown', 'file:///work/Dockerfile.md', false],
    ['typescript', 'file:///work/dockerfile.ts', false],
    ['plaintext', 'file:///work/%E0%A4%A', false],
  ])('%s %s: %s', (languageId, uri, expected) => {
    expect(isDockerfile({ languageId, uri })).toBe(expected);
  });
});

describe('files of URIs', () => {
  it.each([
    ['file:///work/a%20b%25/Dockerfile', '/work/a b%/Dockerfile'],
    ['file:///work/%C3%A4/Dockerfile', '/work/ä/Dockerfile'],
    ['untitled:Untitled-1', null],
    ['git:/work/Dockerfile?%7B%22ref%22%3A%22%22%7D', null],
    ['vscode-remote://ssh-remote%2Bhost/work/Dockerfile', null],
    ['no uri', null],
    ['', null],
  ])('%s: %s', (uri, path) => {
    expect(fileOfUri(uri)).toBe(path);
  });

  it('are paths of Windows there', async () => {
    const require = createRequire(import.meta.url);
    Reflect.deleteProperty(require.cache, require.resolve('vscode-uri'));
    const platform = vi.spyOn(process, 'platform', 'get').mockReturnValue('win32');
    const uris: unknown = require('vscode-uri');
    platform.mockRestore();
    vi.resetModules();
    vi.doMock('vscode-uri', () => uris as object);
    const windows = await import('../../src/server/editor/uri.ts');
    vi.doUnmock('vscode-uri');
    expect(windows.fileOfUri('file:///C%3A/work/a%20b/Dockerfile')).toBe('c:\\work\\a b\\Dockerfile');
    expect(windows.fileOfUri('file://server/share/Dockerfile')).toBe('\\\\server\\share\\Dockerfile');
  });

  it('have one spelling', () => {
    expect(normalUri('file:///C:/work/Dockerfile')).toBe(normalUri('file:///c%3A/work/Dockerfile'));
    expect(normalUri('no uri')).toBe('no uri');
  });
});

it.each(['untitled:Untitled-1', 'git:/work/Dockerfile?%7B%7D'])('%s has the image that is chosen', async (name) => {
  const folder = await project({ 'image.tar': await imageBytes() });
  const client = await lspClient();
  const uri = await client.open(name, DOCKERFILE);
  expect((await client.image(uri, 'none')).text).toContain('it is no file');
  expect(await client.ask('candidates', { uri })).toEqual([]);
  expect(await client.lenses(uri)).toEqual([]);
  await client.ask('chooseImage', { uri, image: { path: join(folder, 'image.tar') } });
  expect(await client.ask('image', { uri })).toMatchObject({ state: 'open' });
  expect((await client.lenses(uri)).slice(1)).toEqual(LENSES);
});

it('nothing is looked for beside a document that is no file', async () => {
  const looked: string[] = [];
  const look = (path: string): Promise<null> => {
    looked.push(path);
    return Promise.resolve(null);
  };
  const context: ChoiceContext = {
    files: { readFile: look, readDirectory: look, stat: look },
    platform: 'posix',
    workspaceFolders: [],
    home: '/home',
    chosen: null,
    images: [{ glob: '**', path: 'image.tar' }],
    environment: {},
  };
  expect(await candidatesFor('untitled:Untitled-1', context)).toEqual([]);
  expect(await chooseFor('untitled:Untitled-1', context)).toMatchObject({ watched: [], problems: [] });
  expect(looked).toEqual([]);
});

it('a path with blanks, percents and letters of any kind is found', async () => {
  const folder = await project({ 'ä b 100%/image.tar': await imageBytes() });
  const client = await lspClient();
  const uri = await client.open(join(folder, 'ä b 100%', 'Dockerfile'), DOCKERFILE.replaceAll('\n', '\r\n'));
  await client.image(uri, 'open');
  expect((await client.lenses(uri)).slice(1)).toEqual(LENSES);
});

it('other documents get no answer', async () => {
  const folder = await project({ 'image.tar': await imageBytes() });
  const client = await lspClient();
  const uri = await client.open(join(folder, 'notes.md'), DOCKERFILE, 'markdown');
  expect(await client.lenses(uri)).toEqual([]);
  expect(await client.hover(uri, 0, 0)).toBeNull();
  expect(await client.pull(uri)).toEqual([]);
  await expect(client.ask('image', { uri })).rejects.toThrow('is not open as a Dockerfile');
});
