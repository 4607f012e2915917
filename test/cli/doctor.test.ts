import { mkdir, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { version } from '../../package.json';
import { fakeEngine, json } from '../sources/engine/fakeEngine.ts';
import { fakeDocker } from '../support/fakeBuilder.ts';
import { type ImageSpec, ociFiles, temporaryDirectory, writeDirectory } from '../support/imageBuilder.ts';
import { type CliRun, runCli } from '../support/runCli.ts';

const spec: ImageSpec = { layers: [{ members: [{ name: 'a', content: 'a' }], compression: 'gzip' }] };
const INFO = { Driver: 'overlay2', DriverStatus: [['Backing Filesystem', 'extfs']], Name: 's3cret-host' };

/** A home directory with these files, and nothing else of this machine in the environment. */
async function setUp(files: Readonly<Record<string, string>> = {}, env: Readonly<Record<string, string>> = {}) {
  const home = await temporaryDirectory();
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(home, name)), { recursive: true });
    await writeFile(join(home, name), content);
  }
  const cache = join(home, '.cache', 'layerwise');
  const clean = {
    HOME: home,
    PATH: '',
    LAYERWISE_CACHE_DIR: cache,
    DOCKER_HOST: '',
    DOCKER_CONFIG: '',
    XDG_RUNTIME_DIR: '',
  };
  const run = (...args: string[]): Promise<CliRun> => runCli(args, { env: { ...clean, ...env } });
  return { home, cache, run };
}

it('says what there is: programs, cache, engine, builders, registries, environment', async () => {
  const engine = await fakeEngine(spec, { '/info': json(INFO) });
  const config = JSON.stringify({ auths: { 'a.example': { auth: 'YTpi' }, 'b.example': {} }, credsStore: 'desktop' });
  const { run } = await setUp({ '.docker/config.json': config }, { ...engine.env, PATH: await fakeDocker('exit 1') });
  await run('analyze', await writeDirectory(await ociFiles([spec])));
  const { code, stdout, stderr } = await run('doctor');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain(`· Layerwise  ${version}\n`);
  expect(stdout).toContain(`· Node       ${process.versions.node}, `);
  expect(stdout).toMatch(/✓ ~\/\.cache\/layerwise {2}1 layer, \d+ B of at most 537 MB, all files sound\n/);
  expect(stdout).toMatch(/✓ Docker 99\.1 {2}unix:\S+ \(DOCKER_HOST\), API 1\.45, storage overlay2\n/);
  expect(stdout).toContain('✓ docker   26.1.5, buildx 0.13.1, runs docker buildx build\n');
  expect(stdout).toContain('– podman   not installed\n');
  expect(stdout).toMatch(/✓ ~\/\.docker\/config\.json +2 registries, helper desktop\n/);
  expect(stdout).toMatch(/· DOCKER_HOST +is set: unix:\/\/\S+engine\.sock\n/);
});

it('says the same to machines', async () => {
  const containerd = { Driver: 'overlayfs', DriverStatus: [['driver-type', 'io.containerd.snapshotter.v1']] };
  const engine = await fakeEngine(spec, { '/info': json(containerd) });
  const { run } = await setUp({}, engine.env);
  const { code, stdout } = await run('doctor', '--format', 'json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    schema: 'layerwise.doctor/1',
    layerwise: version,
    node: process.versions.node,
    system: { platform: process.platform, architecture: process.arch },
    terminal: { kind: 'none', colors: 'off' },
    cache: { directory: '~/.cache/layerwise', layers: 0, damaged: 0, problem: null },
    engines: [
      {
        engine: 'docker',
        reason: 'DOCKER_HOST',
        answer: { name: 'Docker 99.1', apiVersion: '1.45', storageDriver: 'overlayfs', containerdStore: true },
        why: null,
        isAbsent: false,
      },
    ],
    builders: [
      { name: 'docker', isThere: false },
      { name: 'podman', isThere: false },
      { name: 'buildah', isThere: false },
    ],
    credentials: [
      { path: '~/.docker/config.json', isThere: false, registries: 0, helpers: [] },
      { path: '~/.config/containers/auth.json', isThere: false, registries: 0, helpers: [] },
    ],
  });
});

it('tells nothing of users, hosts, registries, tokens and contexts', async () => {
  const S = 's3cret';
  const auths = { [`${S}-registry.example`]: { auth: Buffer.from(`${S}:${S}`).toString('base64'), identitytoken: S } };
  const config = {
    auths,
    credHelpers: { [`${S}.example`]: S },
    currentContext: `${S}-context`,
    credsStore: `${S}-store`,
  };
  const files = { '.docker/config.json': JSON.stringify(config), '.config/containers/auth.json': `{"auths": "${S}"` };
  const names = [
    'HTTPS_PROXY',
    'all_proxy',
    'NO_PROXY',
    'LAYERWISE_PROXY',
    'LAYERWISE_INSECURE_REGISTRIES',
    'LAYERWISE_CACHE_SIZE',
    'BUILDX_BUILDER',
  ];
  const values = Object.fromEntries(names.map((name) => [name, `${S}://${S}:${S}@${S}`]));
  const token = Buffer.from(`${S}:${S}`).toString('base64');
  const hosts = [
    '',
    `tcp://${S}:${S}@127.0.0.1:1`,
    `tcp://${S}.invalid:2376`,
    `ssh://${S}@${S}.invalid`,
    `unix:///run/${S.toUpperCase()}/docker.sock`,
    `${S}//${S}@${S}`,
  ];
  for (const DOCKER_HOST of hosts) {
    const env = {
      ...values,
      DOCKER_HOST,
      CONTAINER_HOST: `ssh://${S}@${S}/${S}`,
      DOCKER_CONTEXT: '',
      USER: S.toUpperCase(),
    };
    const { home, run } = await setUp(files, env);
    for (const format of DOCKER_HOST === '' ? ['text', 'json'] : ['json']) {
      const { code, stdout, stderr } = await run('doctor', '--format', format);
      expect({ code, stderr, host: DOCKER_HOST }).toEqual({ code: 0, stderr: '', host: DOCKER_HOST });
      for (const secret of [S, token, home]) expect(stdout.toLowerCase()).not.toContain(secret.toLowerCase());
      for (const name of names) expect(stdout).toContain(name);
    }
  }
});

it.each([
  ['that is not there', 'unix:///nowhere/engine.sock', 'unix:///nowhere/engine.sock (DOCKER_HOST): nothing is there'],
  ['that nobody listens at', 'tcp://127.0.0.1:1', 'tcp://127.0.0.1:1 (DOCKER_HOST): nobody listens there'],
  ['that is no address', 'nonsense', 'no address (DOCKER_HOST): what is set there is no address'],
])('says why an engine does not answer %s', async (_, DOCKER_HOST, says) => {
  const { run } = await setUp({}, { DOCKER_HOST });
  expect((await run('doctor')).stdout).toContain(`✗ docker  ${says}`);
});

it('shows what an engine calls itself, but no control characters of it', async () => {
  const hostile = json({ Version: '1\u001b[31m\nEngines', ApiVersion: '1.45' });
  const { run } = await setUp({}, (await fakeEngine(spec, { '/version': hostile })).env);
  const { stdout } = await run('doctor');
  expect(stdout).toContain('Docker 1');
  expect(stdout).not.toContain('\u001b');
  expect(stdout.split('\n').filter((line) => line.startsWith('Engines'))).toHaveLength(1);
});

it('asks no engine and runs no program with --no-engines', async () => {
  const engine = await fakeEngine(spec);
  const { run } = await setUp({}, { ...engine.env, PATH: await fakeDocker('exit 1') });
  const { stdout } = await run('doctor', '--no-engines');
  expect(stdout.match(/– not asked/g)).toHaveLength(2);
  expect(engine.connected()).toBe(0);
});

it('finds damage in the cache, and changes nothing of it', async () => {
  const { cache, run } = await setUp();
  await run('analyze', await writeDirectory(await ociFiles([spec])));
  const [name = ''] = await readdir(cache);
  await truncate(join(cache, name), 100);
  const before = [await readFile(join(cache, name)), (await stat(join(cache, name))).mtimeMs];
  expect((await run('doctor')).stdout).toMatch(/✗ ~\/\.cache\/layerwise {2}.*1 of 1 file damaged\n/);
  expect([await readFile(join(cache, name)), (await stat(join(cache, name))).mtimeMs]).toEqual(before);
});

it('says what is wrong with how the cache is set', async () => {
  const { run } = await setUp({}, { LAYERWISE_CACHE_SIZE: 'large' });
  expect((await run('doctor')).stdout).toMatch(/✗ ~\/\.cache\/layerwise {2}LAYERWISE_CACHE_SIZE is no size, /);
  const file = await setUp({ file: '' });
  const blocked = await setUp({}, { LAYERWISE_CACHE_DIR: join(file.home, 'file') });
  expect((await blocked.run('doctor')).stdout).toContain('it cannot be read (ENOTDIR)');
});
