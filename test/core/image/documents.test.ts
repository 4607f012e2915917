import { describe, expect, test } from 'vitest';
import { Failure } from '../../../src/core/error.ts';
import { parseConfig } from '../../../src/core/image/configDocument.ts';
import { parseDockerManifest } from '../../../src/core/image/dockerManifest.ts';
import { alignHistory } from '../../../src/core/image/history.ts';
import { MAX_DOCUMENT, parseJson } from '../../../src/core/image/jsonDocument.ts';
import { parseIndex, parseManifest } from '../../../src/core/image/manifest.ts';
import { isForeignLayer } from '../../../src/core/image/mediaType.ts';
import type { HistoryEntry } from '../../../src/core/image/types.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

function refusal(reading: () => unknown): string {
  try {
    reading();
  } catch (error) {
    if (error instanceof Failure && error.kind === 'image') return error.message;
    throw error;
  }
  throw new Error('it was read');
}

describe('a manifest', () => {
  const config = { mediaType: 'application/vnd.oci.image.config.v1+json', digest, size: 2 };
  const layer = {
    mediaType: 'application/vnd.oci.image.layer.v1.tar',
    digest,
    size: 3,
    urls: ['https://example.invalid'],
  };

  test('of OCI', () => {
    const manifest = { schemaVersion: 2, config, layers: [layer], annotations: { a: 'b' }, subject: config };
    expect(parseManifest(bytes(manifest), 'it')).toEqual({
      kind: 'manifest',
      config: { ...config, urls: [] },
      layers: [layer],
      annotations: { a: 'b' },
      artifactType: '',
      subject: digest,
    });
  });

  test('of Docker, with what Go writes for nothing', () => {
    const docker = {
      schemaVersion: 2,
      config: { ...config, urls: null, annotations: null, platform: null },
      layers: null,
    };
    expect(parseManifest(bytes(docker), 'it')).toMatchObject({
      kind: 'manifest',
      layers: [],
      annotations: {},
      subject: null,
    });
  });

  test('an index, with and without platforms', () => {
    const platform = { architecture: 'arm64', os: 'linux', variant: 'v8', 'os.version': '1' };
    const index = {
      manifests: [
        { digest, size: 1, platform },
        { digest, size: 1, platform: { os: '', architecture: '' } },
      ],
    };
    const { manifests } = parseIndex(bytes(index), 'it');
    expect(manifests[0].platform).toEqual({ os: 'linux', architecture: 'arm64', variant: 'v8' });
    expect('platform' in manifests[1]).toBe(false);
  });

  test.each([
    ['of schema 1', { schemaVersion: 1, fsLayers: [], history: [] }, 'schema version 1'],
    ['without anything', {}, 'neither "manifests" nor "config" and "layers"'],
    [
      'with a bad digest',
      { config: { digest: 'sha256:0', size: 1 }, layers: [] },
      '"config.digest" is not as expected',
    ],
    ['with a fraction of a byte', { config: { digest, size: 1.5 }, layers: [] }, '"config.size"'],
    ['with more layers than there can be', { config, layers: new Array(10_001).fill(layer) }, 'more than 10000 items'],
    ['with layers that are none', { config, layers: { length: 1 } }, '"layers"'],
    ['with annotations that are none', { config, layers: [], annotations: { a: 1 } }, '"annotations.a"'],
  ])('%s is refused', (_what, value, why) => {
    const message = refusal(() => parseManifest(bytes(value), 'the manifest of the test'));
    expect(message).toContain('Cannot read the manifest of the test: ');
    expect(message).toContain(why);
  });

  test('an index is asked for, a manifest is given', () => {
    expect(refusal(() => parseIndex(bytes({ config, layers: [] }), 'it'))).toContain('no "manifests"');
  });
});

describe('a config', () => {
  const rootfs = { type: 'layers', diff_ids: [digest] };

  test('with all there is', () => {
    const history = [
      { created: 'then', created_by: 'RUN x', comment: 'c', author: 'a' },
      { created_by: 'ENV a=b', empty_layer: true },
    ];
    const settings = { Labels: { l: 'v' }, Env: ['A=1'], WorkingDir: '/w', User: 'u', OnBuild: ['RUN y'], Cmd: ['z'] };
    const document = {
      created: 'now',
      author: 'me',
      os: 'linux',
      architecture: 'arm',
      variant: 'v6',
      config: settings,
      rootfs,
      history,
    };
    expect(parseConfig(bytes(document), 'it')).toEqual({
      config: {
        created: 'now',
        author: 'me',
        labels: { l: 'v' },
        env: ['A=1'],
        workingDir: '/w',
        user: 'u',
        onBuild: ['RUN y'],
      },
      platform: { os: 'linux', architecture: 'arm', variant: 'v6' },
      diffIds: [digest],
      history: [
        { created: 'then', createdBy: 'RUN x', comment: 'c', author: 'a', emptyLayer: false },
        { createdBy: 'ENV a=b', comment: '', emptyLayer: true },
      ],
    });
  });

  test.each([
    ['with what must be', { rootfs }],
    ['with nulls', { rootfs, config: null, history: null, created: null, author: null }],
    ['with nulls inside', { rootfs, config: { Labels: null, Env: null, OnBuild: null, User: null, WorkingDir: null } }],
  ])('%s', (_what, document) => {
    expect(parseConfig(bytes(document), 'it')).toEqual({
      config: { labels: {}, env: [], workingDir: '', user: '', onBuild: [] },
      platform: { os: 'unknown', architecture: 'unknown' },
      diffIds: [digest],
      history: [],
    });
  });

  test.each([
    ['without layers', {}, '"rootfs" is not as expected'],
    ['of a bad diffID', { rootfs: { diff_ids: ['tarsum:x'] } }, '"rootfs.diff_ids.0" is not as expected: a diffID'],
    ['of a number as a label', { rootfs, config: { Labels: { a: 1 } } }, '"config.Labels.a"'],
    ['of a text as history', { rootfs, history: 'none' }, '"history"'],
  ])('%s is refused', (_what, value, why) => {
    expect(refusal(() => parseConfig(bytes(value), 'it'))).toContain(why);
  });

  test('keys that mean something to JavaScript are left out', () => {
    const text = `{"rootfs":{"diff_ids":[]},"config":{"Labels":{"__proto__":"x","constructor":"y","a":"b"}}}`;
    const { labels } = parseConfig(new TextEncoder().encode(text), 'it').config;
    expect(Object.entries(labels)).toEqual([['a', 'b']]);
    expect(Object.getPrototypeOf(labels)).toBe(Object.prototype);
  });
});

test('manifest.json of docker save', () => {
  const entries = [
    { Config: 'c.json', RepoTags: null, Layers: ['a/layer.tar'], Parent: 'p' },
    { Config: 'd', RepoTags: ['x:1'], Layers: null },
  ];
  expect(parseDockerManifest(bytes(entries), 'it')).toEqual([
    { config: 'c.json', repoTags: [], layers: ['a/layer.tar'] },
    { config: 'd', repoTags: ['x:1'], layers: [] },
  ]);
  expect(refusal(() => parseDockerManifest(bytes([{ Config: 1 }]), 'it'))).toContain('"0.Config"');
  expect(refusal(() => parseDockerManifest(bytes({}), 'it'))).toContain('not as expected');
});

describe('JSON', () => {
  test.each([
    ['cut off', new TextEncoder().encode('{"a":'), 'it is not JSON'],
    ['bytes that are no text', Uint8Array.of(0x22, 0xff, 0x22), 'it is not JSON'],
    ['too large', new Uint8Array(MAX_DOCUMENT + 1), `it has ${MAX_DOCUMENT + 1} bytes`],
  ])('%s is refused', (_what, data, why) => {
    expect(refusal(() => parseJson(data, 'it'))).toContain(why);
  });

  test('nested deep is no danger', () => {
    const deep = new TextEncoder().encode('['.repeat(1_000_000));
    expect(refusal(() => parseJson(deep, 'it'))).toContain('it is not JSON');
  });

  test('what is quoted from a document is short', () => {
    const annotations = { ['k'.repeat(5000)]: 1 };
    const message = refusal(() => parseManifest(bytes({ annotations }), 'it'));
    expect(message.length).toBeLessThan(400);
  });
});

describe('history', () => {
  const made: HistoryEntry = { createdBy: 'RUN', comment: '', emptyLayer: false };
  const empty: HistoryEntry = { createdBy: 'ENV', comment: '', emptyLayer: true };

  test.each<readonly [string, readonly HistoryEntry[], number, readonly (number | null)[], string[]]>([
    ['fits', [made, empty, made], 2, [0, 2], []],
    ['is not there', [], 2, [null, null], ['no-history']],
    ['tells of more', [made, made], 1, [null], ['history-mismatch']],
    ['tells of fewer', [made, empty], 2, [null, null], ['history-mismatch']],
    ['is not there, nor are layers', [], 0, [], []],
  ])('that %s', (_what, history, layers, expected, codes) => {
    const { entryOfLayer, warnings } = alignHistory(history, layers);
    expect(entryOfLayer).toEqual(expected);
    expect(warnings.map(({ code }) => code)).toEqual(codes);
  });
});

test.each([
  ['application/vnd.docker.image.rootfs.foreign.diff.tar.gzip', true],
  ['application/vnd.docker.image.rootfs.foreign.diff.tar', true],
  ['application/vnd.oci.image.layer.nondistributable.v1.tar+zstd', true],
  ['application/vnd.docker.image.rootfs.diff.tar.gzip', false],
  ['application/vnd.oci.image.layer.v1.tar+gzip', false],
  ['', false],
])('%s is foreign: %s', (mediaType, expected) => {
  expect(isForeignLayer(mediaType)).toBe(expected);
});
