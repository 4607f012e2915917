import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import { BUILD_OUTPUT, type BuildOutput } from '../../src/protocol/serverRequests.ts';
import { fakeDocker } from '../support/fakeBuilder.ts';
import { temporaryDirectory } from '../support/imageBuilder.ts';
import { type ClientOptions, lspClient } from '../support/lspClient.ts';
import { DOCKERFILE, imageBytes, project } from './project.ts';

/** BuildKit's raw progress of `DOCKERFILE`: its first RUN took 3.4 seconds, the second was in the cache. */
const PROGRESS = [
  {
    digest: 'sha256:a',
    name: '[1/3] RUN make a',
    started: '2026-01-01T00:00:00Z',
    completed: '2026-01-01T00:00:03.4Z',
  },
  {
    digest: 'sha256:b',
    name: '[2/3] RUN make b',
    started: '2026-01-01T00:00:04Z',
    completed: '2026-01-01T00:00:04Z',
    cached: true,
  },
].map((vertex) => JSON.stringify({ vertexes: [vertex] }));

async function editorWith(build: string, initialization: object = {}, options: ClientOptions = {}) {
  const folder = await project({ Dockerfile: DOCKERFILE, 'ready.bin': await imageBytes() });
  const path = `${await fakeDocker(build)}:${process.env['PATH'] ?? ''}`;
  const connected = await lspClient({
    folders: [folder],
    initialization: { cacheDirectory: await temporaryDirectory(), ...initialization },
    env: { PATH: path },
    ...options,
  });
  const said: string[] = [];
  connected.connection.onNotification(BUILD_OUTPUT, ({ lines }: BuildOutput) => void said.push(...lines));
  const uri = await connected.open(join(folder, 'Dockerfile'), DOCKERFILE);
  return { ...connected, folder, uri, said };
}

const BUILDS = `printf '%s\\n' ${PROGRESS.map((line) => `'${line}'`).join(' ')} >&2
cp "$(dirname "$dest")/ready.bin" "$dest"`;

describe('layerwise/build', () => {
  it('builds, chooses the image, and tells what lines took', async () => {
    const editor = await editorWith(BUILDS);
    const asked = await editor.ask('build', {
      uri: editor.uri,
      arguments: ['-o', `type=oci,dest=${join(editor.folder, 'web.tar')}`],
    });
    expect(asked).toEqual({ image: join(editor.folder, 'web.tar') });
    expect(editor.said).toEqual(['#1 [1/3] RUN make a', '#1 DONE 3.4 s', '#2 [2/3] RUN make b', '#2 CACHED']);
    expect(await editor.image(editor.uri, 'open')).toMatchObject({
      path: asked.image,
      reason: 'the image you chose for this Dockerfile',
    });
    expect(await editor.hover(editor.uri, 1, 0)).toContain('\n\nBuilt in 3.4 s\n\n');
    expect(await editor.hover(editor.uri, 2, 0)).toContain('\n\nFrom the build cache\n\n');
    expect(await editor.hover(editor.uri, 3, 0)).not.toMatch(/Built in|build cache/);
    const kinds = editor.progress.map(({ value }) => value.kind);
    expect(kinds.filter((kind) => kind === 'begin')).toHaveLength(kinds.filter((kind) => kind === 'end').length);
  });

  it('tells it also of an image that was read before its build was known', async () => {
    const editor = await editorWith(BUILDS.replace('cp ', 'true '));
    await writeFile(join(editor.folder, 'image.tar'), await imageBytes());
    await editor.image(editor.uri, 'open');
    expect(await editor.hover(editor.uri, 1, 0)).not.toContain('Built in');
    const dest = join(editor.folder, 'image.tar');
    await editor.ask('build', { uri: editor.uri, arguments: ['-o', `type=oci,dest=${dest}`] });
    expect(await editor.hover(editor.uri, 1, 0)).toContain('Built in 3.4 s');
  });

  it('tells it again in the next run, and not of a line that was edited since', async () => {
    const cacheDirectory = await temporaryDirectory();
    const first = await editorWith(BUILDS, { cacheDirectory });
    await first.ask('build', { uri: first.uri, arguments: ['-o', `type=oci,dest=${join(first.folder, 'image.tar')}`] });
    await first.shutdown();
    const next = await lspClient({ folders: [first.folder], initialization: { cacheDirectory } });
    const uri = await next.open(join(first.folder, 'Dockerfile'), DOCKERFILE.replace('RUN make b', 'RUN make b c'));
    await next.image(uri, 'open');
    expect(await next.hover(uri, 1, 0)).toContain('Built in 3.4 s');
    expect(await next.hover(uri, 2, 0)).not.toContain('From the build cache');
  });

  it('passes on what settings and request say, as they are', async () => {
    const editor = await editorWith(`printf '%s\\n' "$PWD" "$@" >&2; exit 5`);
    await editor.setSettings({
      build: { arguments: ['--tag', 'a b; rm -rf $HOME', '-o', 'type=oci,dest=x'], context: '..' },
      buildArguments: { VERSION: '$(id)' },
    });
    await expect(editor.ask('build', { uri: editor.uri, target: '--help' })).rejects.toThrow(
      /docker buildx build ended with code 5/,
    );
    expect(editor.said.filter((line) => !line.startsWith('--metadata-file='))).toEqual([
      editor.folder,
      'buildx',
      'build',
      `--file=${join(editor.folder, 'Dockerfile')}`,
      '--target=--help',
      '--build-arg=VERSION=$(id)',
      '--tag',
      'a b; rm -rf $HOME',
      '-o',
      'type=oci,dest=x',
      '--progress=rawjson',
      '--',
      join(editor.folder, '..'),
    ]);
  });

  it('is refused in a workspace that is not trusted', async () => {
    const marker = join(await temporaryDirectory(), 'ran');
    const editor = await editorWith(`touch ${marker}`, { trusted: false });
    await expect(editor.ask('build', { uri: editor.uri })).rejects.toMatchObject({
      code: -32803,
      data: { advice: 'Trust the workspace first.' },
    });
    expect(editor.said).toEqual([]);
    await expect(writeFile(marker, '', { flag: 'wx' })).resolves.toBeUndefined();
  });

  it('is refused for a document that is no file', async () => {
    const editor = await editorWith('exit 0');
    const uri = await editor.open('untitled:Untitled-1', DOCKERFILE);
    await expect(editor.ask('build', { uri })).rejects.toMatchObject({ data: { advice: 'Save it first.' } });
  });

  it('says what to install where nothing can build', async () => {
    const empty = await temporaryDirectory();
    const editor = await editorWith('exit 0', {}, { env: { PATH: empty } });
    await expect(editor.ask('build', { uri: editor.uri })).rejects.toMatchObject({
      message: 'Cannot build: neither docker nor podman nor buildah is on the PATH',
      data: { advice: expect.stringContaining('Install Docker with its buildx plugin') as string },
    });
    await expect(editor.ask('build', { uri: editor.uri, builder: 'podman' })).rejects.toMatchObject({
      message: 'Cannot build with podman: there is no program of that name on the PATH',
    });
  });

  it('goes on once a document, and ends with all that it started when it is cancelled', async () => {
    const editor = await editorWith('sleep 1000 & echo "started $! $$" >&2; wait');
    const source = new CancellationTokenSource();
    const building = editor.connection.sendRequest('layerwise/build', { uri: editor.uri }, source.token);
    building.catch(() => undefined);
    await expect.poll(() => editor.said.length, { timeout: 30_000 }).toBeGreaterThan(0);
    await expect(editor.ask('build', { uri: editor.uri })).rejects.toThrow(/is being built/);
    const [, ...pids] = (editor.said[0] ?? '').split(' ').map(Number);
    expect(pids.map(isRunning)).toEqual([true, true]);
    source.cancel();
    await expect(building).rejects.toMatchObject({ code: -32800 });
    expect(pids.map(isRunning)).toEqual([false, false]);
  });
});

/** One that has ended may wait for its parent. */
function isRunning(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return /^[^Z]/.test(stdout.trim());
}
