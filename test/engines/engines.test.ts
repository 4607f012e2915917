import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { cachedImage } from '../../src/merger/cache/cachedImage.ts';
import { imageMemory } from '../../src/merger/cache/imageMemory.ts';
import { openLayerCache } from '../../src/merger/cache/layerCache.ts';
import { connectEngine } from '../../src/sources/engine/engineClient.ts';
import { placeOf } from '../../src/sources/imagePlace.ts';
import { openImageAt } from '../../src/sources/openImageAt.ts';
import { openReference, type ReferenceOptions } from '../../src/sources/openReference.ts';
import { startTestMerger } from '../merger/support/startTestMerger.ts';
import { temporaryDirectory } from '../support/imageBuilder.ts';
import { root, runCli, sampleImage } from '../support/runCli.ts';
import { countingProxy } from './countingProxy.ts';
import { analysisOf, loadable } from './savedImage.ts';
import { engineNames, type RunningEngine, startEngine } from './startEngine.ts';

/** The same images through real engines as from the files they were loaded from. */
const fixtures = join(root, 'test/fixtures/images');
const archives = {
  sample: sampleImage,
  classic: join(fixtures, 'docker20-classic.docker-archive.tar.zst'),
  full: join(fixtures, 'bk26-full.oci-gzip-provmax.tar'),
};
const SAMPLE = 'status-page:1.4.0';
const engines = await Promise.all(engineNames.map(async (name) => ({ name, engine: await startEngine(name) })));
for (const { name, engine } of engines) {
  if (typeof engine === 'string') console.warn(`SKIPPED: images in ${name}, for want of it (${engine})`);
}
const running = engines.filter(
  (one): one is { name: typeof one.name; engine: RunningEngine } => typeof one.engine !== 'string',
);
afterAll(() => Promise.all(running.map(({ engine }) => engine.stop())));

type Asked = Pick<ReferenceOptions, 'env'> & Partial<ReferenceOptions>;

async function open(reference: string, options: Asked) {
  return openReference(await placeOf(reference), reference, {
    engines: true,
    registries: false,
    memory: null,
    ...options,
  });
}

describe.each(running)('images in $name', ({ name, engine }) => {
  const names = new Map<string, string>();
  const proxied = () => countingProxy(engine.socket);

  beforeAll(async () => {
    for (const [name, path] of Object.entries(archives)) {
      const said = await engine.ask('POST', '/v1.40/images/load', await loadable(path));
      const [, loaded] = /Loaded image(?: ID)?: ([^\\"\s]+)/.exec(said) ?? [];
      if (loaded === undefined) throw new Error(`cannot load ${name}: ${said}`);
      names.set(name, loaded);
    }
  });

  it.each(Object.entries(archives))('%s is as in its file', async (name, path) => {
    const { env } = await proxied();
    const image = await open(names.get(name) ?? '', { env });
    expect(image.image.source).toBe('engine');
    expect(await analysisOf(image)).toEqual(await analysisOf(await openImageAt(path, { platform: 'linux/amd64' })));
  });

  it('is found by tag, ID, short ID and digest', async () => {
    const { env } = await proxied();
    const { Id, RepoDigests } = JSON.parse(await engine.ask('GET', `/v1.40/images/${SAMPLE}/json`)) as {
      Id: string;
      RepoDigests: string[];
    };
    const { id } = (await open(SAMPLE, { env })).image;
    const called = [Id, Id.slice('sha256:'.length), Id.slice('sha256:'.length).slice(0, 12), `docker://${SAMPLE}`];
    for (const name of [...called, ...RepoDigests]) {
      expect([name, (await open(name, { env })).image.id]).toEqual([name, id]);
    }
    expect((await open('status-page', { env, tag: '1.4.0' })).image.id).toBe(id);
  });

  it('tells how far it is, to the end', async () => {
    const told: number[][] = [];
    await open(SAMPLE, { env: (await proxied()).env, onProgress: (...progress) => told.push(progress) });
    expect(told.length).toBeGreaterThan(2);
    expect(told.map(([bytes]) => bytes)).toEqual(told.map(([bytes]) => bytes).sort((a, b) => a - b));
    expect(told.at(-1)?.[0]).toBe(told.at(-1)?.[1]);
  });

  it('given up in mid-export, leaves no connection', async () => {
    const proxy = await proxied();
    const controller = new AbortController();
    const reason = new Error('enough');
    const opening = open(SAMPLE, {
      env: proxy.env,
      signal: controller.signal,
      onProgress: () => controller.abort(reason),
    });
    await expect(opening).rejects.toBe(reason);
    while (proxy.open() > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  });

  it('is exported once, and never again when its layers are known', async () => {
    const proxy = await proxied();
    const cache = openLayerCache({ directory: await temporaryDirectory() });
    const opened = async () => cachedImage(await open(SAMPLE, { env: proxy.env, memory: imageMemory(cache) }), cache);
    const exports = () => proxy.asked.filter((line) => line.includes('/images/get'));
    const first = await opened();
    const { image } = first;
    const analysis = await analysisOf(first);
    expect(exports()).toHaveLength(1);
    const second = await opened();
    expect(second.image).toEqual(image);
    expect(await analysisOf(second)).toEqual(analysis);
    expect(exports()).toHaveLength(1);
  });

  it('is read by the command line, with and without a cache alike', async () => {
    const env = { ...(await proxied()).env, LAYERWISE_CACHE_DIR: await temporaryDirectory() };
    const call = ['analyze', SAMPLE, '-f', join(root, 'sample/Dockerfile')];
    const plain = await runCli([...call, '--no-cache'], { env });
    expect(plain).toMatchObject({ code: 0, stderr: '' });
    for (const more of [[], [], ['--verify']]) expect(await runCli([...call, ...more], { env })).toEqual(plain);
    const based = await runCli([...call, '--base', SAMPLE, '--format', 'json'], { env });
    expect(based.code).toBe(0);
  });

  it('are told of by the doctor, with what the engine calls itself', async () => {
    const { env } = await proxied();
    const { Version, ApiVersion } = JSON.parse(await engine.ask('GET', '/version')) as Record<string, string>;
    const { Driver } = JSON.parse(await engine.ask('GET', '/v1.40/info')) as { Driver: string };
    const { stdout } = await runCli(['doctor', '--format', 'json'], { env });
    const [answer] = (JSON.parse(stdout) as { engines: { answer: unknown }[] }).engines;
    const called = { name: `${name === 'podman' ? 'Podman' : 'Docker'} ${Version ?? ''}`, apiVersion: ApiVersion };
    const containerdStore = name === 'docker26-containerd';
    expect(answer).toMatchObject({ answer: { ...called, storageDriver: Driver, containerdStore }, why: null });
  });

  it('is opened by the merger where engines may be asked', async () => {
    vi.stubEnv('DOCKER_HOST', (await proxied()).env['DOCKER_HOST']);
    const merger = startTestMerger({ engines: true, cacheDirectory: await temporaryDirectory() });
    const { image, failures } = await merger.ask('open', { key: 'web', path: SAMPLE });
    expect([image.source, failures]).toEqual(['engine', []]);
    const view = { step: image.layers.length - 1 };
    const row = await merger.ask('find', { image: 'web', view, path: '/etc/passwd' });
    const { bytes } = await merger.ask('content', { image: 'web', view, node: row?.node ?? 0, length: 100 });
    expect(Buffer.from(bytes).toString()).toMatch(/^root:/);
    const careful = startTestMerger();
    await expect(careful.ask('open', { key: 'web', path: SAMPLE })).rejects.toThrow('no engine may be asked');
    vi.unstubAllEnvs();
  });

  it('tells of a new tag', async () => {
    const controller = new AbortController();
    const endpoint = { engine: 'docker', address: { kind: 'socket', path: engine.socket }, reason: '' } as const;
    const client = await connectEngine(endpoint, controller.signal);
    const heard = (async () => {
      for await (const { Action } of await client.events(controller.signal)) if (Action === 'tag') return Action;
      return null;
    })();
    const tagged = setInterval(() => void engine.ask('POST', `/v1.40/images/${SAMPLE}/tag?repo=again&tag=1`), 200);
    expect(await heard).toBe('tag');
    clearInterval(tagged);
    expect((await client.images(controller.signal)).flatMap(({ RepoTags }) => RepoTags).join()).toContain('again:1');
    await engine.ask('DELETE', '/v1.40/images/again:1');
  });

  it('is gone, or the engine is', async () => {
    const { env } = await proxied();
    const image = await open(SAMPLE, { env });
    const { index } = await image.readLayer(0, {});
    const file = index.kind.findIndex((kind, entry) => kind === 0 && index.size[entry] > 0);
    await engine.ask('DELETE', `/v1.40/images/${SAMPLE}?force=1`);
    await expect(open(SAMPLE, { env })).rejects.toThrow('has no such image');
    await expect(image.readContent(0, index, file, { start: 0, length: 1 }, {})).rejects.toThrow('did not export it');
    await engine.stop();
    await expect(open(SAMPLE, { env: { DOCKER_HOST: `unix://${engine.socket}` } })).rejects.toThrow(
      'no engine answers',
    );
  });
});
