import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { OpenImage, ReadOptions } from '../../src/core/openImage.ts';
import { cachedImage } from '../../src/merger/cache/cachedImage.ts';
import { openLayerCache } from '../../src/merger/cache/layerCache.ts';
import { placeOf } from '../../src/sources/imagePlace.ts';
import { openImageAt } from '../../src/sources/openImageAt.ts';
import { openReference } from '../../src/sources/openReference.ts';
import { analysisOf, loadable } from '../engines/savedImage.ts';
import { startEngine } from '../engines/startEngine.ts';
import { startTestMerger } from '../merger/support/startTestMerger.ts';
import { comparedImages, rebuiltArchive } from '../support/comparedImages.ts';
import { temporaryDirectory } from '../support/imageBuilder.ts';
import { lspClient } from '../support/lspClient.ts';
import { root, runCli, sampleDockerfile, sampleImage } from '../support/runCli.ts';
import { type RunningRegistry, startRegistry, USER } from './startRegistry.ts';

/** The same images through a real registry as from the files that were pushed to it. */
const fixtures = join(root, 'test/fixtures/images');
const stargz = join(process.env['LAYERWISE_TEST_IMAGES'] ?? '', 'bk26-full.oci-estargz.tar');
if (!existsSync(stargz)) console.warn('SKIPPED: eStargz in a real registry, for want of LAYERWISE_TEST_IMAGES');
const archives = {
  sample: sampleImage,
  gzip: join(fixtures, 'bk26-full.oci-gzip-provmax.tar'),
  zstd: join(fixtures, 'bk26-full.oci-zstd-provmin.tar'),
  platforms: join(fixtures, 'bk26-multiplatform.oci.tar'),
  // Too large to be kept here.
  ...(existsSync(stargz) ? { stargz } : {}),
};
const [NONE, KNOWN] = ['registry', 'registry-htpasswd'] as const;
const started = await Promise.all([NONE, KNOWN].map(async (name) => ({ name, registry: await startRegistry(name) })));
const run = promisify(execFile);
const skopeo = await run('skopeo', ['--version']).then(
  () => null,
  () => 'no skopeo',
);
for (const { name, registry } of started) {
  const lack = typeof registry === 'string' ? registry : skopeo;
  if (lack !== null) console.warn(`SKIPPED: images in a real ${name}, for want of it (${lack})`);
}
const running = started.filter(
  (one): one is { name: typeof one.name; registry: RunningRegistry } =>
    typeof one.registry !== 'string' && skopeo === null,
);
afterAll(() => Promise.all(running.map(({ registry }) => registry.stop())));

describe.each(running)('images in a $name', ({ name: kind, registry: { host } }) => {
  let home = '';
  const env = () => ({ HOME: home, DOCKER_HOST: 'unix:///nowhere' });

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'layerwise-home-'));
    const auth = Buffer.from(`${USER.username}:${USER.password}`).toString('base64');
    await mkdir(join(home, '.docker'));
    await writeFile(join(home, '.docker/config.json'), JSON.stringify({ auths: { [host]: { auth } } }));
    const login = kind === KNOWN ? [`--dest-creds=${USER.username}:${USER.password}`] : [];
    const options = ['--insecure-policy', 'copy', '--all', '--preserve-digests', '--dest-tls-verify=false', ...login];
    for (const [name, path] of Object.entries(archives)) {
      await run('skopeo', [...options, `oci-archive:${path}`, `docker://${host}/tests/${name}:1.0`]);
    }
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  async function open(
    name: string,
    platform: string | undefined,
    given: NodeJS.ProcessEnv = env(),
  ): Promise<OpenImage> {
    const reference = `registry://${host}/tests/${name}:1.0`;
    const options = { engines: false, registries: true, env: given, memory: null, platform };
    return openReference(await placeOf(reference), reference, options);
  }

  it.each([
    ['sample', undefined],
    ['gzip', undefined],
    ['zstd', undefined],
    ['platforms', 'linux/amd64'],
    ['platforms', 'linux/arm64'],
  ] as const)('%s for %s is as in its file, with what is attested of it', async (name, platform) => {
    const image = await open(name, platform);
    const file = await openImageAt(archives[name], { platform });
    const { reference: _, source, tags, ...rest } = image.image;
    expect([source, tags]).toEqual(['registry', [`${host}/tests/${name}:1.0`]]);
    const { reference: __, source: ___, tags: ____, ...expected } = file.image;
    // What an archive's own index says of the image is not pushed with it.
    expect({ ...rest, annotations: null }).toEqual({ ...expected, annotations: null });
    expect(rest.attestations.length).toBeGreaterThan(0);
    expect(await analysisOf(image)).toEqual(await analysisOf(file));
  });

  it.runIf(existsSync(stargz))(
    'in the form of eStargz is as in its file, without its largest layer being fetched',
    async () => {
      const image = await open('stargz', undefined);
      const asked: boolean[] = [];
      const watched = {
        ...image,
        async readLayer(layer: number, options: ReadOptions) {
          const reading = await image.readLayer(layer, options);
          asked.push(reading.checkedBy !== null);
          return reading;
        },
      };
      expect(await analysisOf(watched)).toEqual(await analysisOf(await openImageAt(stargz)));
      // Only what was read to its end was held against its digest.
      expect(asked.filter((isWhole) => !isWhole)).toHaveLength(1);
    },
  );

  it('has the same report', async () => {
    const call = ['-f', sampleDockerfile, '--no-cache'];
    for (const args of [['analyze'], ['analyze', '--explain'], ['tree'], ['what-if']]) {
      const [command, ...more] = args;
      const file = await runCli([command, sampleImage, ...call, ...more]);
      const registry = await runCli([command, `registry://${host}/tests/sample:1.0`, ...call, ...more], { env: env() });
      expect(registry).toMatchObject({ code: 0, stderr: '' });
      expect(withoutHead(registry.stdout)).toEqual(withoutHead(file.stdout));
      expect(file.stdout.length).toBeGreaterThan(500);
    }
  });

  it('does not differ from its file', async () => {
    const call = ['diff', sampleImage, `${host}/tests/sample:1.0`, '--format', 'json'];
    const { code, stdout } = await runCli(call, { env: env() });
    expect([code, (JSON.parse(stdout) as { paths: unknown[] }).paths]).toEqual([0, []]);
  });

  it('compares with another, and with a file, as the files that were pushed', async () => {
    const rebuilt = await rebuiltArchive();
    const login = kind === KNOWN ? [`--dest-creds=${USER.username}:${USER.password}`] : [];
    const options = ['--insecure-policy', 'copy', '--dest-tls-verify=false', ...login];
    await run('skopeo', [...options, `oci-archive:${rebuilt}`, `docker://${host}/tests/rebuilt:1.0`]);
    const client = await lspClient({ env: env(), initialization: { cacheDirectory: await temporaryDirectory() } });
    const uri = await client.open(sampleDockerfile, await readFile(sampleDockerfile, 'utf8'));
    const files = await comparedImages(client, uri, { a: sampleImage, b: rebuilt });
    expect(files.told).toMatchObject({ total: 3, unread: 0, groups: [{ line: 37 }, { line: 34 }] });
    for (const a of [`registry://${host}/tests/sample:1.0`, sampleImage]) {
      const { sources, ...compared } = await comparedImages(client, uri, { a, b: `${host}/tests/rebuilt:1.0` });
      expect(sources[1]).toBe('registry');
      expect({ ...compared, sources: files.sources }).toEqual(files);
    }
  });

  it('is the base of another', async () => {
    const call = ['analyze', sampleImage, '--base', `registry://${host}/tests/sample:1.0`];
    expect(await runCli(call, { env: env() })).toMatchObject({ code: 0, stderr: '' });
  });

  it('comes from the cache, also where its file was read before', async () => {
    const cache = openLayerCache({ directory: await temporaryDirectory() });
    const file = cachedImage(await openImageAt(archives.gzip), cache);
    const expected = await analysisOf(file);
    const image = await open('gzip', undefined);
    const readsNothing = { ...image, readLayer: () => Promise.reject(new Error('a layer was asked for')) };
    expect(await analysisOf(cachedImage(readsNothing, cache))).toEqual(expected);
  });

  it('is opened by the merger where registries may be asked', async () => {
    for (const [name, value] of Object.entries(env())) vi.stubEnv(name, value);
    const path = `registry://${host}/tests/sample:1.0`;
    const merger = startTestMerger({ engines: true, cacheDirectory: await temporaryDirectory() });
    const { image, failures } = await merger.ask('open', { key: 'web', path });
    expect([image.source, failures]).toEqual(['registry', []]);
    const view = { step: image.layers.length - 1 };
    const row = await merger.ask('find', { image: 'web', view, path: '/etc/passwd' });
    const { bytes } = await merger.ask('content', { image: 'web', view, node: row?.node ?? 0, length: 100 });
    expect(Buffer.from(bytes).toString()).toMatch(/^root:/);
    const careful = startTestMerger();
    await expect(careful.ask('open', { key: 'web', path })).rejects.toThrow('no registry may be asked');
    vi.unstubAllEnvs();
  });

  it('that is not there is said', async () => {
    await expect(open('nothing', undefined)).rejects.toThrow(
      `Cannot open ${host}/tests/nothing:1.0: the registry ${host} does not have it (404)`,
    );
  });

  it.runIf(kind === KNOWN)('is for those it knows', async () => {
    await expect(open('sample', undefined, { HOME: '/nowhere' })).rejects.toThrow(
      'wants to know who asks, and no user name and password are known for it (401)',
    );
  });

  it.each(['docker26', 'docker26-containerd'] as const)('pushed by %s, is as in its file', async (engineName) => {
    const engine = await startEngine(engineName);
    if (typeof engine === 'string') {
      console.warn(`SKIPPED: pushing by ${engineName}, for want of it (${engine})`);
      return;
    }
    try {
      await engine.ask('POST', '/v1.40/images/load', await loadable(sampleImage));
      await engine.ask('POST', `/v1.40/images/status-page:1.4.0/tag?repo=${host}/tests/pushed&tag=1.0`);
      const auth = Buffer.from(JSON.stringify(USER)).toString('base64url');
      const said = await engine.ask('POST', `/v1.40/images/${host}/tests/pushed/push?tag=1.0`, undefined, {
        'x-registry-auth': auth,
      });
      expect(said).toContain('digest: sha256:');
      const image = await open('pushed', undefined);
      // The other store keeps the image alone.
      expect(image.image.attestations.length > 0).toBe(engineName === 'docker26-containerd');
      expect(await analysisOf(image)).toEqual(await analysisOf(await openImageAt(sampleImage)));
    } finally {
      await engine.stop();
    }
  });
});

/** But for the line that names the image and says where it is. */
function withoutHead(report: string): string {
  return report.split('\n').slice(1).join('\n');
}
