import { execFile, spawn } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import {
  createProtocolConnection,
  InitializeRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { version } from '../../package.json';
import { root, runCli, sampleDockerfile, sampleImage } from '../support/runCli.ts';

const run = promisify(execFile);
// Windows has a batch file of that name, which only a shell runs.
const shell = process.platform === 'win32';

/** What `npm pack` writes, installed where nothing else is, with no registry to ask. */
describe('the npm package', () => {
  let folder: string;
  let files: readonly string[];
  let bytes: number;
  /** As where nobody has installed anything. */
  const env = (): NodeJS.ProcessEnv => ({
    ...process.env,
    npm_config_cache: join(folder, 'npm'),
    npm_config_offline: 'true',
    npm_config_update_notifier: 'false',
    NO_COLOR: '1',
  });
  const npx = (...args: string[]) =>
    run('npx', ['--no-install', ...args], { cwd: folder, env: env(), shell, maxBuffer: 64 * 1024 * 1024 });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'layerwise-npm-'));
    // The programs are built already, for all tests at once.
    const packing = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
    const { stdout } = await run('npm', packing, { cwd: root, env: env(), shell });
    const [packed] = JSON.parse(stdout) as [{ files: { path: string }[]; filename: string }];
    files = packed.files.map(({ path }) => path).sort();
    const tgz = join(folder, packed.filename);
    bytes = (await stat(tgz)).size;
    await mkdir(join(folder, 'node_modules'));
    await run('npm', ['install', '--no-audit', '--no-fund', tgz], { cwd: folder, env: env(), shell });
    await copyFile(sampleImage, join(folder, 'image.tar'));
    await copyFile(sampleDockerfile, join(folder, 'Dockerfile'));
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('has the programs and what there is to read, and no source, test or picture', () => {
    expect(files).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'dist/cli.cjs',
      // npm takes whatever `main` names; it is the editor's.
      'dist/extension.cjs',
      'dist/picture.css',
      'dist/picture.js',
      'dist/server.cjs',
      'dist/thread.cjs',
      'package.json',
      'schemas/layerwise.schema.json',
    ]);
  });

  it('is at most 1 MB', () => expect(bytes).toBeLessThanOrEqual(1_000_000));

  it('needs no other package', async () => {
    expect((await readdir(join(folder, 'node_modules'))).filter((name) => !name.startsWith('.'))).toEqual([
      'layerwise',
    ]);
  });

  it('has a command line that says who it is, and analyses', async () => {
    expect((await npx('layerwise', '--version')).stdout.trim()).toBe(version);
    const args = ['analyze', 'image.tar', '-f', 'Dockerfile', '--format', 'json'];
    const here = await runCli(args.with(1, sampleImage).with(3, sampleDockerfile));
    const told = (text: string): object => ({ ...(JSON.parse(text) as object), image: null, dockerfile: null });
    expect(told((await npx('layerwise', ...args)).stdout)).toEqual(told(here.stdout));
  });

  it('has a language server that begins, reads an image in its thread, and ends', async () => {
    const bin = join(folder, 'node_modules', '.bin', 'layerwise-language-server');
    const server = spawn(bin, ['--stdio'], { cwd: folder, env: env(), shell, stdio: ['pipe', 'pipe', 'inherit'] });
    onTestFinished(() => void server.kill());
    const connection = createProtocolConnection(
      new StreamMessageReader(server.stdout),
      new StreamMessageWriter(server.stdin),
    );
    connection.listen();
    const params = {
      processId: process.pid,
      rootUri: null,
      capabilities: {},
      initializationOptions: { cacheDirectory: null },
    };
    const { serverInfo } = await connection.sendRequest(InitializeRequest.type, params);
    expect(serverInfo).toEqual({ name: 'layerwise-language-server', version });
    await connection.sendNotification('initialized', {});
    const opened = await connection.sendRequest('layerwise/open', { key: 'sample', path: join(folder, 'image.tar') });
    expect(opened).toMatchObject({ image: { tags: [expect.stringMatching('status-page:1.4.0')] } });
    await connection.sendRequest('shutdown');
    const ended = new Promise((resolve) => server.once('exit', resolve));
    await connection.sendNotification('exit');
    expect(await ended).toBe(0);
  });
});
