import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../merger/support/startTestMerger.ts';
import { comparedImages, rebuiltArchive } from '../support/comparedImages.ts';
import { temporaryDirectory } from '../support/imageBuilder.ts';
import { lspClient } from '../support/lspClient.ts';
import { root, sampleImage } from '../support/runCli.ts';
import { loadable } from './savedImage.ts';
import { engineNames, type RunningEngine, startEngine } from './startEngine.ts';

/** The language server with images that only an engine has. */
const SAMPLE = 'status-page:1.4.0';
const DOCKERFILE = readFileSync(join(root, 'sample/Dockerfile'), 'utf8');
const other = join(root, 'test/fixtures/images/docker20-classic.docker-archive.tar.zst');

describe.each(engineNames)('the language server beside %s', (name) => {
  let engine: RunningEngine | string;
  let otherName = '';

  beforeAll(async () => {
    engine = await startEngine(name);
    if (typeof engine === 'string') {
      console.warn(`SKIPPED: the language server beside ${name}, for want of it (${engine})`);
      return;
    }
    await engine.ask('POST', '/v1.40/images/load', await loadable(sampleImage));
    const said = await engine.ask('POST', '/v1.40/images/load', await loadable(other));
    otherName = /Loaded image(?: ID)?: ([^\\"\s]+)/.exec(said)?.[1] ?? '';
  });
  afterAll(() => (typeof engine === 'string' ? undefined : engine.stop()));

  async function opened() {
    if (typeof engine === 'string') return null;
    const folder = await temporaryDirectory();
    cpSync(join(root, 'sample/Dockerfile'), join(folder, 'Dockerfile'));
    const env = { DOCKER_HOST: `unix://${engine.socket}`, CONTAINER_HOST: 'unix:///nowhere/podman.sock' };
    const cacheDirectory = await temporaryDirectory();
    const client = await lspClient({ folders: [folder], env, initialization: { cacheDirectory } });
    const uri = await client.open(join(folder, 'Dockerfile'), DOCKERFILE);
    return { client, uri, engine };
  }

  const tag = (running: RunningEngine, image: string, repository: string): Promise<string> =>
    running.ask('POST', `/v1.40/images/${image}/tag?repo=${repository}&tag=1`);

  it('finds the image that the Dockerfile was built into, when nothing lies beside it', async (context) => {
    const open = await opened();
    if (open === null) return context.skip();
    const image = await open.client.image(open.uri, 'open');
    expect(image.reference).toMatch(/^docker:\/\/(?:docker\.io\/library\/|localhost\/)?status-page:1\.4\.0$/);
    expect(image.reason).toMatch(
      /^the newest image of (?:Docker|Podman) [\d.]+\S* whose history fits 19 of 19 instructions$/,
    );
    const lenses = await open.client.lenses(open.uri);
    expect(lenses).toContain('27 +4 added · 517 kB · 517 kB wasted');
    expect(lenses).toContain('36 35 overwritten · 609 kB');
    // An engine that is slow to say more of its images has them without that; it is remembered for the next time.
    await until(async () => {
      const { images } = await open.client.ask('engineImages', {});
      return images.find(({ reference }) => reference === image.reference)?.platform === 'linux/amd64';
    });
  });

  it('notices a name that comes to mean another image, and has its lenses', async (context) => {
    const open = await opened();
    if (open === null) return context.skip();
    const { client, uri, engine: running } = open;
    await tag(running, otherName, 'app');
    await client.ask('chooseImage', { uri, image: { reference: 'docker://app:1' } });
    const before = await client.image(uri, 'open', ({ reference }) => reference === 'docker://app:1');
    const lenses = await client.lenses(uri);
    await tag(running, SAMPLE, 'app');
    await client.image(uri, 'open', ({ id, isReloading }) => id !== before.id && !isReloading);
    expect(await client.lenses(uri)).not.toEqual(lenses);
    expect(await client.lenses(uri)).toContain('27 +4 added · 517 kB · 517 kB wasted');
    expect(client.messages).toEqual([]);
  });

  it('compares its images, with each other and with files, as the files that they came from', async (context) => {
    const open = await opened();
    if (open === null) return context.skip();
    const { client, uri, engine: running } = open;
    const rebuilt = await rebuiltArchive();
    await running.ask('POST', '/v1.40/images/load', await loadable(rebuilt));
    await tag(running, SAMPLE, 'rebuilt');
    await running.ask('POST', '/v1.40/images/load', await loadable(sampleImage));
    const files = await comparedImages(client, uri, { a: sampleImage, b: rebuilt });
    expect(files.told).toMatchObject({ total: 3, unread: 0, groups: [{ line: 37 }, { line: 34 }] });
    for (const [a, b] of [
      [`docker://${SAMPLE}`, 'docker://rebuilt:1'],
      [sampleImage, 'rebuilt:1'],
    ]) {
      const { sources, ...compared } = await comparedImages(client, uri, { a, b });
      expect(sources[1]).toBe('engine');
      expect({ ...compared, sources: files.sources }).toEqual(files);
    }
    await running.ask('DELETE', '/v1.40/images/rebuilt:1');
    expect(client.messages).toEqual([]);
  });

  it('keeps what it shows when the engine stops', async (context) => {
    const open = await opened();
    if (open === null) return context.skip();
    const { client, uri, engine: running } = open;
    const before = await client.image(uri, 'open');
    const lenses = await client.lenses(uri);
    await running.stop();
    await client.ask('reload', { uri });
    expect(await client.ask('image', { uri })).toMatchObject({ id: before.id, isReloading: false });
    expect(await client.lenses(uri)).toEqual(lenses);
    expect(await client.hover(uri, 36, 1)).toContain('35 overwritten');
    expect(client.messages).toEqual([]);
    expect(await client.ask('candidates', { uri })).toEqual([]);
  });
});
