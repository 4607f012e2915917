import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import type { OpenImage } from '../../src/core/openImage.ts';
import { type OpenImageOptions, openImageAt } from '../../src/sources/openImageAt.ts';
import { readAll } from '../support/readImage.ts';

const IMAGES = fileURLToPath(new URL('../fixtures/images', import.meta.url));

async function open(name: string, options: OpenImageOptions = {}): Promise<OpenImage> {
  const image = await openImageAt(`${IMAGES}/${name}`, options);
  onTestFinished(() => image.close());
  return image;
}

/** What an image says of itself, and what reading all its layers gave. */
async function summary(name: string, options: OpenImageOptions = {}) {
  const image = await open(name, options);
  const readings = await readAll(image, true);
  const { source, id, tags, platform, layers, attestations, history } = image.image;
  return {
    source,
    id: id.slice(7, 19),
    tags,
    platform: Object.values(platform).join('/'),
    layers: layers.length,
    entries: readings.reduce((sum, { index }) => sum + index.entryCount, 0),
    bytes: readings.reduce((sum, { index }) => sum + index.shippedBytes, 0),
    broken: readings.filter(({ failure }) => failure !== null).length,
    history: `${history.length}/${layers.filter((layer) => layer.history !== null).length}`,
    attestations: attestations.length,
  };
}

const WHOLE = { broken: 0, platform: 'linux/amd64' };
const FULL = { ...WHOLE, layers: 26, entries: 411, bytes: 2877286, history: '39/26', id: '94bc948589a5', tags: [] };
const SMALL = { platform: 'linux/amd64', attestations: 0 };

const images: readonly (readonly [name: string, options: OpenImageOptions, expected: object])[] = [
  ['bk26-full.oci-gzip-provmax.tar', {}, { ...FULL, source: 'oci-archive', attestations: 1 }],
  ['bk26-full.oci-zstd-provmin.tar', {}, { ...FULL, source: 'oci-archive', attestations: 1 }],
  [
    'bk26-multiplatform.oci.tar',
    { platform: 'linux/amd64' },
    {
      ...WHOLE,
      source: 'oci-archive',
      id: '98016feb5082',
      tags: [],
      layers: 2,
      entries: 9,
      bytes: 135129,
      history: '4/2',
      attestations: 1,
    },
  ],
  [
    'bk26-multiplatform.oci.tar',
    { platform: 'linux/arm64' },
    {
      ...WHOLE,
      platform: 'linux/arm64',
      source: 'oci-archive',
      id: '171254134d91',
      tags: [],
      layers: 2,
      entries: 9,
      bytes: 135129,
      history: '4/2',
      attestations: 1,
    },
  ],
  [
    'docker20-classic.docker-archive.tar.zst',
    {},
    {
      ...WHOLE,
      source: 'docker-archive',
      id: '0c75b6578a85',
      tags: ['local/compat:classic'],
      layers: 21,
      entries: 398,
      bytes: 2877208,
      history: '37/21',
      attestations: 0,
    },
  ],
  // Their large layers are missing, and only those.
  [
    'partial/bk26-full.oci-estargz.tar',
    {},
    { ...SMALL, source: 'oci-archive', id: '1ad6b31b3b67', tags: [], layers: 26, broken: 4, history: '39/26' },
  ],
  [
    'partial/buildah128-layers-docker.oci-archive.tar',
    {},
    {
      ...SMALL,
      source: 'oci-archive',
      id: 'a9fd13c4af68',
      tags: ['local/compat:layers-docker'],
      layers: 21,
      broken: 4,
      history: '37/21',
    },
  ],
  [
    'partial/buildah128-squash-docker.oci-archive.tar',
    {},
    {
      ...SMALL,
      source: 'oci-archive',
      id: '9b732137dfaa',
      tags: ['local/compat:squash-docker'],
      layers: 1,
      broken: 1,
      history: '30/1',
    },
  ],
  [
    'partial/buildah139-full-layers.oci-archive.tar.zst',
    {},
    {
      ...SMALL,
      source: 'oci-archive',
      id: 'c1e3504dd121',
      tags: ['local/full:b139'],
      layers: 25,
      broken: 4,
      history: '41/25',
    },
  ],
  [
    'partial/docker26-overlay2-bk-full.save.tar.zst',
    {},
    {
      ...SMALL,
      source: 'docker-archive',
      id: '6d4efedb714f',
      tags: ['local/full:bk26g'],
      layers: 26,
      broken: 5,
      history: '39/26',
    },
  ],
  [
    'partial/podman431.docker-archive.tar.gz',
    {},
    {
      ...SMALL,
      source: 'docker-archive',
      id: 'ad0d5badd843',
      tags: ['localhost/local/compat:podman'],
      layers: 21,
      broken: 5,
      history: '37/21',
    },
  ],
];

test.each(images)('%s %j', async (name, options, expected) => {
  expect(await summary(name, options)).toMatchObject(expected);
});

test('every image has its row', () => {
  const names = readdirSync(IMAGES, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('.tar'));
  expect(new Set(images.map(([name]) => name))).toEqual(new Set(names.map((name) => name.replaceAll('\\', '/'))));
});

test("BuildKit's provenance is the statement as it was built", async () => {
  const { attestations } = (await open('bk26-full.oci-gzip-provmax.tar')).image;
  expect(attestations[0]).toMatchObject({
    _type: 'https://in-toto.io/Statement/v0.1',
    predicateType: 'https://slsa.dev/provenance/v0.2',
    predicate: { buildType: 'https://mobyproject.org/buildkit@v1' },
  });
});

test('what the config says of the image', async () => {
  const { config, history, layers } = (await open('bk26-full.oci-gzip-provmax.tar')).image;
  expect(config).toMatchObject({
    created: '2026-11-24T19:52:37.664843598Z',
    user: '1000:1000',
    workingDir: '/srv/app',
    onBuild: [],
    labels: { vendor: 'ACME "quoted" inc' },
  });
  expect(config.env).toContain('APP_VERSION=1.2.3');
  expect(history[layers[0].history ?? -1].createdBy).toBe('ADD busybox-rootfs.tar.xz / # buildkit');
});
