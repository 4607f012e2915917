import { describe, expect, onTestFinished, test } from 'vitest';
import type { OpenImage } from '../../src/core/openImage.ts';
import { type OpenImageOptions, openImageAt } from '../../src/sources/openImageAt.ts';
import {
  addBlob,
  digest,
  dockerFiles,
  type Files,
  fileOf,
  type ImageSpec,
  indexDocument,
  json,
  layerOf,
  nestedFiles,
  ociFiles,
  savedFiles,
  writeArchive,
  writeDirectory,
} from '../support/imageBuilder.ts';
import { failuresOf, filesOf, readAll } from '../support/readImage.ts';

const base = [
  { name: 'bin/', type: 'directory' as const },
  { name: 'bin/sh', content: 'shell' },
];
const app = [
  { name: 'app', content: 'x'.repeat(300_000) },
  { name: 'empty', content: '' },
];
const plain: ImageSpec = { tags: ['web:1'], layers: [{ members: base }, { members: app }] };
const compressed: ImageSpec = {
  tags: ['web:1'],
  layers: [
    { members: base, compression: 'gzip' },
    { members: app, compression: 'zstd' },
  ],
};

async function open(path: string, options: OpenImageOptions = {}): Promise<OpenImage> {
  const image = await openImageAt(path, options);
  onTestFinished(() => image.close());
  return image;
}

/** Of the two layers, hashes filled in by whoever has to. */
async function contentOf(image: OpenImage): Promise<string[][]> {
  const readings = await readAll(image);
  for (const [layer, { index }] of readings.entries()) {
    const entries = Uint32Array.from(index.size.keys()).filter((entry) => index.size[entry] > 0);
    await image.hashContents(layer, index, entries, {});
  }
  return readings.map(({ index }) => filesOf(index));
}

const CONTENT = [
  ['bin 0 00000000', `bin/sh 5 ${digest(Buffer.from('shell')).slice(7, 15)}`],
  [`app 300000 ${digest(Buffer.from(app[0].content)).slice(7, 15)}`, 'empty 0 00000000'],
];

describe.each([
  ['docker-archive', 'docker save, old layout', () => dockerFiles([plain])],
  ['docker-archive', 'docker save, old layout with compressed layers', () => dockerFiles([compressed])],
  ['docker-archive', 'docker save, new layout', () => savedFiles([plain])],
  ['docker-archive', 'docker save, new layout with compressed layers', () => savedFiles([compressed])],
  ['oci-archive', 'OCI archive', () => ociFiles([plain])],
  ['oci-archive', 'OCI archive with compressed layers', () => ociFiles([compressed])],
  ['oci-archive', 'OCI archive with an index in the index', () => nestedFiles([compressed])],
])('%s: %s', (source, _what, build) => {
  test.each(['plain', 'gzip', 'zstd'] as const)('as %s archive', async (compression) => {
    const image = await open(await writeArchive(await build(), compression));
    const { layers, config, platform, tags } = image.image;
    expect(image.warnings).toEqual([]);
    expect(image.image.source).toBe(source);
    expect(platform).toEqual({ os: 'linux', architecture: 'amd64' });
    expect(tags).toEqual(['web:1']);
    expect(config.env).toEqual(['PATH=/bin']);
    expect(layers.map(({ history }) => history)).toEqual([0, 1]);
    expect(await contentOf(image)).toEqual(CONTENT);
    expect(await failuresOf(image)).toEqual([null, null]);
    expect(await failuresOf(image, true)).toEqual([null, null]);
  });
});

test('a directory with an OCI layout', async () => {
  const image = await open(await writeDirectory(await ociFiles([compressed])));
  expect(image.image.source).toBe('oci-layout');
  expect(await contentOf(image)).toEqual(CONTENT);
  expect(await failuresOf(image, true)).toEqual([null, null]);
});

test('a directory with an OCI layout of plain layers', async () => {
  const image = await open(await writeDirectory(await savedFiles([plain])));
  expect(image.image).toMatchObject({ source: 'oci-layout', tags: ['web:1'] });
  expect(await contentOf(image)).toEqual(CONTENT);
});

test('the old layout tells diffIDs only, and the real size of what it stores', async () => {
  const [{ tar }, { blob }] = [await layerOf(plain.layers[0]), await layerOf(compressed.layers[0])];
  const [layer] = (await open(await writeArchive(await dockerFiles([plain])))).image.layers;
  expect(layer).toEqual({
    index: 0,
    diffId: digest(tar),
    digest: digest(tar),
    mediaType: 'application/vnd.docker.image.rootfs.diff.tar',
    blobSize: tar.length,
    history: 0,
  });
  const [other] = (await open(await writeArchive(await dockerFiles([compressed])))).image.layers;
  expect(other).toMatchObject({
    digest: digest(tar),
    mediaType: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
    blobSize: blob.length,
  });
});

test('the id is the digest of the config, in every layout', async () => {
  const ids = new Set<string>();
  for (const build of [dockerFiles, savedFiles, ociFiles, nestedFiles]) {
    ids.add((await open(await writeArchive(await build([plain])))).image.id);
  }
  expect(ids.size).toBe(1);
});

test('the reference is the path, or what the caller says', async () => {
  const path = await writeArchive(await ociFiles([plain]));
  expect((await open(path)).image.reference).toBe(path);
  expect((await open(path, { reference: 'the build' })).image.reference).toBe('the build');
});

test('a layer that stands twice is linked to in the old layout', async () => {
  const files = await dockerFiles([{ layers: [{ members: base }, { members: app }, { members: base }] }]);
  expect([...files.values()].filter((file) => 'symlink' in file)).toHaveLength(1);
  for (const compression of ['plain', 'gzip'] as const) {
    const content = await contentOf(await open(await writeArchive(files, compression)));
    expect(content).toEqual([...CONTENT, CONTENT[0]]);
  }
});

test('podman names layers after their diffID and links to them too', async () => {
  const files: Files = new Map();
  const { tar } = await layerOf({ members: base });
  files.set('abc.tar', tar);
  files.set('0123/layer.tar', { symlink: '../abc.tar' });
  files.set('config.json', json({ os: 'linux', architecture: 'arm64', rootfs: { diff_ids: [digest(tar)] } }));
  files.set('manifest.json', json([{ Config: 'config.json', RepoTags: [], Layers: ['abc.tar'] }]));
  const image = await open(await writeArchive(files));
  expect(await contentOf(image)).toEqual([CONTENT[0]]);
  expect(image.image.platform).toEqual({ os: 'linux', architecture: 'arm64' });
  expect(image.image.id).toBe(digest(fileOf(files, 'config.json')));
});

test('tags of manifest.json go before those of the index', async () => {
  const files = await savedFiles([{ ...plain, tags: ['web:1', 'web:latest'] }]);
  const index = Buffer.from(fileOf(files, 'index.json')).toString().replaceAll('web:1', '1');
  files.set('index.json', Buffer.from(index));
  expect((await open(await writeArchive(files))).image.tags).toEqual(['web:1', 'web:latest']);
});

test('an index that only names what is not there gives way to manifest.json', async () => {
  const files = await dockerFiles([plain]);
  const elsewhere = { digest: digest(Buffer.from('elsewhere')), size: 9 };
  files.set('index.json', json({ schemaVersion: 2, manifests: [elsewhere] }));
  expect(await contentOf(await open(await writeArchive(files)))).toEqual(CONTENT);
});

describe('attestations', () => {
  const statement = { predicateType: 'https://slsa.dev/provenance/v1', predicate: { builder: 'b' } };
  const attested: ImageSpec = { ...plain, attestations: [statement, { other: true }] };

  test.each(['plain', 'zstd'] as const)('are attached to their image, %s archive', async (compression) => {
    const other: ImageSpec = {
      ...compressed,
      platform: 'linux/s390x',
      tags: ['other'],
      attestations: [{ not: 'mine' }],
    };
    const path = await writeArchive(await nestedFiles([attested, other]), compression);
    expect((await open(path, { platform: 'linux/amd64' })).image.attestations).toEqual([statement, { other: true }]);
    expect((await open(path, { platform: 'linux/s390x' })).image.attestations).toEqual([{ not: 'mine' }]);
  });

  test('that are broken are a warning', async () => {
    const files = await ociFiles([attested]);
    files.set(`blobs/${digest(json(statement)).replace(':', '/')}`, json({ forged: true }));
    const image = await open(await writeArchive(files));
    expect(image.image.attestations).toEqual([{ other: true }]);
    expect(image.warnings).toMatchObject([{ layer: null, code: 'attestation' }]);
  });

  test('that say only themselves whom they are about', async () => {
    const files = await ociFiles([plain]);
    const [image] = indexDocument(files).manifests;
    const layer = { mediaType: 'application/vnd.in-toto+json', ...addBlob(files, json(statement)) };
    const artifactType = 'application/vnd.docker.attestation.manifest.v1+json';
    const config = { mediaType: 'application/vnd.oci.empty.v1+json', ...addBlob(files, json({})) };
    const manifest = addBlob(files, json({ schemaVersion: 2, artifactType, config, layers: [layer], subject: image }));
    files.set('index.json', json({ manifests: [image, { ...manifest, artifactType }] }));
    expect((await open(await writeArchive(files))).image.attestations).toEqual([statement]);
  });
});

test('annotations of the manifest win over those of its descriptor', async () => {
  const files = await ociFiles([{ ...plain, manifest: { annotations: { a: 'manifest', b: 'manifest' } } }]);
  const index = indexDocument(files);
  index.manifests[0].annotations = { a: 'descriptor', c: 'descriptor' };
  files.set('index.json', json(index));
  const { annotations } = (await open(await writeArchive(files))).image;
  expect(annotations).toEqual({ a: 'manifest', b: 'manifest', c: 'descriptor' });
});

test('blobs and diffIDs by SHA-512', async () => {
  const { tar } = await layerOf({ members: base });
  for (const compression of ['plain', 'gzip'] as const) {
    const { blob } = await layerOf({ members: base, compression });
    const spec: ImageSpec = {
      layers: [{ members: base, compression, descriptor: { digest: digest(blob, 'sha512') } }],
      config: { rootfs: { diff_ids: [digest(tar, 'sha512')] } },
    };
    const files = await ociFiles([spec]);
    files.set(`blobs/sha512/${digest(blob, 'sha512').slice(7)}`, blob);
    for (const path of [await writeArchive(files), await writeArchive(files, 'gzip'), await writeDirectory(files)]) {
      expect(await failuresOf(await open(path), true)).toEqual([null]);
    }
  }
});

test('a foreign layer that is not there is absent, and no failure', async () => {
  const mediaType = 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip';
  const urls = ['https://example.invalid/base'];
  const spec: ImageSpec = {
    layers: [{ members: base, compression: 'gzip', descriptor: { mediaType, urls } }, { members: app }],
  };
  const files = await ociFiles([spec]);
  const { blob } = await layerOf(spec.layers[0]);
  files.delete(`blobs/${digest(blob).replace(':', '/')}`);
  const image = await open(await writeArchive(files));
  const [reading, whole] = await readAll(image);
  expect(reading.failure).toBeNull();
  expect(reading.index.entryCount).toBe(0);
  expect(reading.warnings).toMatchObject([{ layer: 0, code: 'absent' }]);
  expect(reading.warnings[0].message).toContain(urls[0]);
  expect(image.image.layers[0].blobSize).toBe(blob.length);
  expect(filesOf(whole.index)).toHaveLength(2);
});

test('a foreign layer that is there is read as any other', async () => {
  const mediaType = 'application/vnd.oci.image.layer.nondistributable.v1.tar';
  const image = await open(
    await writeArchive(await ociFiles([{ layers: [{ members: base, descriptor: { mediaType } }] }])),
  );
  expect(await contentOf(image)).toEqual([CONTENT[0]]);
});

test('a wrong media type does not matter', async () => {
  const mediaType = 'application/octet-stream';
  const layers = compressed.layers.map((layer) => ({ ...layer, descriptor: { mediaType } }));
  expect(await contentOf(await open(await writeArchive(await ociFiles([{ layers }]))))).toEqual(CONTENT);
});

test('a layer without a single member', async () => {
  for (const compression of ['plain', 'gzip'] as const) {
    const path = await writeArchive(await dockerFiles([{ layers: [{ members: [] }] }]), compression);
    expect(await contentOf(await open(path))).toEqual([[]]);
  }
});

test('each reading of a layer gives an index of its own', async () => {
  for (const compression of ['plain', 'gzip'] as const) {
    const image = await open(await writeArchive(await ociFiles([compressed]), compression));
    const [one, other] = [await image.readLayer(0, {}), await image.readLayer(0, {})];
    expect(one.index.hash.buffer).not.toBe(other.index.hash.buffer);
    expect(filesOf(one.index)).toEqual(filesOf(other.index));
  }
});

test('a layer that begins like a document is still a layer in a compressed archive', async () => {
  const path = await writeArchive(
    await dockerFiles([{ layers: [{ members: [{ name: '{}', content: 'x' }] }] }]),
    'gzip',
  );
  expect((await contentOf(await open(path)))[0][0]).toMatch(/^\{\} 1 /);
});

test('history that does not fit is not used', async () => {
  const history = [{ created_by: 'one' }, { created_by: 'two', empty_layer: true }];
  const image = await open(await writeArchive(await ociFiles([{ ...plain, config: { history } }])));
  expect(image.image.history).toHaveLength(2);
  expect(image.image.layers.map((layer) => layer.history)).toEqual([null, null]);
  expect(image.warnings).toMatchObject([{ layer: null, code: 'history-mismatch' }]);
});
