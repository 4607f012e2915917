import { afterEach, describe, expect, it } from 'vitest';
import type { OpenImage } from '../../../src/core/openImage.ts';
import { readLayers } from '../../../src/core/readLayers.ts';
import { cachedImage } from '../../../src/merger/cache/cachedImage.ts';
import { openLayerCache } from '../../../src/merger/cache/layerCache.ts';
import { placeOf } from '../../../src/sources/imagePlace.ts';
import { openImageAt } from '../../../src/sources/openImageAt.ts';
import { diffIdsAt, identityAt, openReference, type ReferenceOptions } from '../../../src/sources/openReference.ts';
import { analysisOf } from '../../engines/savedImage.ts';
import {
  type ImageSpec,
  indexDocument,
  nestedFiles,
  ociFiles,
  temporaryDirectory,
  writeDirectory,
} from '../../support/imageBuilder.ts';
import { fakeEngine } from '../engine/fakeEngine.ts';
import { type FakeRegistry, fakeRegistry } from './fakeRegistry.ts';
import { failureOf, NOBODY, openFrom } from './opening.ts';

const spec: ImageSpec = {
  layers: [
    { members: [{ name: 'a', content: 'first' }], compression: 'gzip' },
    { members: [{ name: 'b', content: 'x'.repeat(300_000) }], compression: 'zstd' },
    { members: [{ name: 'a', content: 'again' }] },
  ],
};
const statement = { predicateType: 'https://slsa.dev/provenance/v0.2', predicate: {} };
const platforms: ImageSpec[] = ['linux/amd64', 'linux/arm64', 'linux/arm/v7'].map((platform) => ({
  layers: [{ members: [{ name: platform.replaceAll('/', '-'), content: platform }] }],
  platform,
  attestations: [{ ...statement, about: platform }],
}));
const files = await ociFiles([spec]);
const [{ digest: manifest }] = indexDocument(files).manifests;

const open: OpenImage[] = [];
afterEach(async () => {
  for (const image of open.splice(0)) await image.close();
});
async function opened(...args: Parameters<typeof openFrom>): Promise<OpenImage> {
  const image = await openFrom(...args);
  open.push(image);
  return image;
}

describe('an image in a registry', () => {
  it('is as in its file', async () => {
    const registry = await fakeRegistry(files);
    const path = await writeDirectory(files);
    const image = await opened(registry);
    const asFile = await openImageAt(path);
    const name = `${registry.host}/team/web:1.0`;
    expect(image.image).toEqual({
      ...asFile.image,
      reference: `registry://${name}`,
      source: 'registry',
      tags: [name],
    });
    expect(image.warnings).toEqual(asFile.warnings);
    expect(await analysisOf(image)).toEqual(await analysisOf(asFile));
  });

  it('is asked for no more than once, and for layers when they are read', async () => {
    const registry = await fakeRegistry(files);
    const image = await opened(registry);
    expect(registry.asked).toEqual(['GET /v2/team/web/manifests/1.0', `GET /v2/team/web/blobs/${image.image.id}`]);
    await readLayers(image);
    const layers = image.image.layers.map(({ digest }) => `GET /v2/team/web/blobs/${digest}`);
    expect(registry.asked.slice(2).sort()).toEqual(layers.sort());
  });

  it.each([
    ['its digest', `team/web@${manifest}`],
    ['tag and digest, of which the digest counts', `team/web:gone@${manifest}`],
  ])('is found by %s', async (_, name) => {
    const registry = await fakeRegistry(files);
    expect((await opened(registry, { name })).image.manifestDigest).toBe(manifest);
    expect(registry.asked[0]).toBe(`GET /v2/team/web/manifests/${manifest}`);
  });

  it('takes --tag', async () => {
    const registry = await fakeRegistry(files);
    expect((await opened(registry, { name: 'team/web', tag: '1.0' })).image.manifestDigest).toBe(manifest);
    expect((await failureOf(openFrom(registry, { tag: '2' }))).message).toContain('A tag is chosen beside');
  });

  it('gives contents, of any compression', async () => {
    const registry = await fakeRegistry(files);
    const image = await opened(registry);
    for (const [layer, content] of ['first', 'x'.repeat(300_000), 'again'].entries()) {
      const { index } = await image.readLayer(layer, {});
      const bytes = await image.readContent(layer, index, 0, { start: 0, length: Infinity }, {});
      expect(Buffer.from(bytes).toString()).toBe(content);
    }
  });

  it('tells how far it is', async () => {
    const image = await opened(await fakeRegistry(files));
    const told: number[] = [];
    await readLayers(image, { onProgress: ({ bytes }) => told.push(bytes) });
    expect(told.at(-1)).toBe(image.image.layers.reduce((sum, { blobSize }) => sum + blobSize, 0));
  });

  it('of several platforms is one, with what is attested of it, and no other is asked for', async () => {
    const registry = await fakeRegistry(await ociFiles(platforms));
    const { image } = await opened(registry, { platform: 'linux/arm64' });
    expect([image.platform, image.attestations]).toEqual([
      { os: 'linux', architecture: 'arm64' },
      [{ ...statement, about: 'linux/arm64' }],
    ]);
    // The index, the manifest and its config, the attestation manifest and its statement.
    expect(registry.asked).toHaveLength(5);
  });

  it('of several platforms says which there are', async () => {
    const registry = await fakeRegistry(await ociFiles(platforms));
    expect(await failureOf(openFrom(registry, { platform: 'linux/s390x' }))).toEqual({
      message: 'There is no image for linux/s390x',
      advice: expect.stringMatching(/linux\/amd64\).*linux\/arm64\).*linux\/arm\/v7\)/),
    });
  });

  it('is found in an index of an index', async () => {
    const registry = await fakeRegistry(await nestedFiles([spec]));
    const image = await opened(registry);
    expect(image.image.manifestDigest).toBe(manifest);
  });

  it('may have foreign layers, which the registry has or not', async () => {
    const foreign = 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip';
    const descriptor = { mediaType: foreign, urls: ['https://layers.example/1'] };
    const far = await ociFiles([{ layers: [{ ...spec.layers[0], descriptor }] }]);
    const there = await opened(await fakeRegistry(far));
    expect(await readLayers(there)).toMatchObject({ failures: [], warnings: [] });
    const registry = await fakeRegistry(far);
    const blob = there.image.layers[0].digest;
    registry.always(blob, (_, response) => response.writeHead(404).end());
    const { failures, warnings } = await readLayers(await opened(registry));
    expect(failures).toEqual([]);
    expect(warnings.map(({ code, message }) => [code, message])).toEqual([
      ['absent', expect.stringContaining('https://layers.example/1')],
    ]);
  });

  it('comes from the cache when its layers are there: only manifest and config are asked for', async () => {
    const registry = await fakeRegistry(files);
    const cache = openLayerCache({ directory: await temporaryDirectory() });
    const first = cachedImage(await opened(registry), cache);
    const read = await readLayers(first);
    await first.close();
    registry.asked.length = 0;
    const second = cachedImage(await opened(registry), cache);
    expect((await readLayers(second)).tree.layers).toEqual(read.tree.layers);
    expect(registry.asked).toEqual(['GET /v2/team/web/manifests/1.0', `GET /v2/team/web/blobs/${second.image.id}`]);
  });

  it('comes from the cache where a file with the same layers was read before', async () => {
    const registry = await fakeRegistry(files);
    const cache = openLayerCache({ directory: await temporaryDirectory() });
    const file = cachedImage(await openImageAt(await writeDirectory(files)), cache);
    await readLayers(file, { verify: true });
    await file.close();
    const image = cachedImage(await opened(registry), cache);
    await readLayers(image);
    expect(registry.asked).toHaveLength(2);
  });

  it('leaves no connection when it is closed', async () => {
    const registry = await fakeRegistry(files);
    const image = await openFrom(registry);
    await readLayers(image);
    await image.close();
    while ((await registry.connections()) > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  });

  it('given up in the middle of a layer, leaves no connection', async () => {
    const registry = await fakeRegistry(files);
    const image = await opened(registry);
    const blob = image.image.layers[1];
    registry.always(blob.digest, (_, response) => {
      response.writeHead(200, { 'content-length': blob.blobSize }).write(Buffer.from([0x28, 0xb5, 0x2f, 0xfd]));
    });
    const controller = new AbortController();
    const reason = new Error('enough');
    const reading = image.readLayer(1, { signal: controller.signal, onBytes: () => controller.abort(reason) });
    await expect(reading).rejects.toBe(reason);
    await image.close();
    while ((await registry.connections()) > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  });
});

describe('what is no image in a registry', () => {
  it.each(['', 'Web', 'a b', '../x', 'web:1:2'])('%j', async (name) => {
    const registry = await fakeRegistry(files);
    expect((await failureOf(openFrom(registry, { name }))).message).toMatch(
      /is not the name of an image in a registry/,
    );
    expect(registry.asked).toEqual([]);
  });

  it('where no registry may be asked', async () => {
    const registry = await fakeRegistry(files);
    const { message, advice } = await failureOf(openFrom(registry, { registries: false }));
    expect(message).toBe(`Cannot open ${registry.host}/team/web:1.0: no registry may be asked for it here`);
    expect(advice).toContain('Trust the workspace');
    expect(registry.asked).toEqual([]);
  });
});

describe('a name alone', () => {
  const called = (registry: FakeRegistry) => `${registry.host}/team/web:1.0`;

  it('is of a registry when no engine has it', async () => {
    const registry = await fakeRegistry(files);
    const image = await openNamed(called(registry));
    open.push(image);
    expect([image.image.source, image.image.manifestDigest]).toEqual(['registry', manifest]);
  });

  it('is of the engine that has it, and no registry is asked', async () => {
    const registry = await fakeRegistry(files);
    const engine = await fakeEngine(spec);
    const image = await openNamed('web:1.0', { env: engine.env });
    expect([image.image.source, registry.asked]).toEqual(['engine', []]);
  });

  it('that is nowhere says all that was tried', async () => {
    const registry = await fakeRegistry(files);
    const engine = await fakeEngine(spec);
    const name = `${registry.host}/team/api:2.0`;
    expect(await failureOf(openNamed(name, { env: engine.env }))).toEqual({
      message:
        `Cannot open ${name}: there is no such file, and no engine has it (unix://${engine.socket} (DOCKER_HOST): ` +
        `Docker 99.1 has no such image). Cannot open ${name}: the registry ${registry.host} does not have it (404)`,
      advice: expect.stringMatching(/It has web:1\.0\. Check the name and the tag/),
    });
  });

  it.each(['docker://NAME', '0123456789ab', 'sha256:0123'])('is of no registry: %s', async (reference) => {
    const registry = await fakeRegistry(files);
    const { message } = await failureOf(openNamed(reference.replace('NAME', called(registry))));
    expect(message).toMatch(/no engine answers \(nothing is at [^)]*\(DOCKER_HOST\)\)$/);
    expect(registry.asked).toEqual([]);
  });

  it('has the layers of the one that it means, and stands for it until it means another', async () => {
    const registry = await fakeRegistry(files);
    const options = { engines: true, registries: true, env: NOBODY, memory: null };
    const place = { kind: 'engine', name: called(registry), engine: null } as const;
    const { image } = await opened(registry);
    expect(await diffIdsAt(place, '', options)).toEqual(image.layers.map(({ diffId }) => diffId));
    registry.asked.length = 0;
    expect(await identityAt(place, options)).toBe(manifest);
    expect(registry.asked).toEqual(['HEAD /v2/team/web/manifests/1.0']);
  });

  async function openNamed(reference: string, more: Partial<ReferenceOptions> = {}): Promise<OpenImage> {
    const options = { engines: true, registries: true, env: NOBODY, memory: null, ...more };
    return openReference(await placeOf(reference), reference, options);
  }
});
