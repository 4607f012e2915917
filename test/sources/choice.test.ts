import { describe, expect, onTestFinished, test } from 'vitest';
import { Failure } from '../../src/core/error.ts';
import type { Image } from '../../src/core/image/types.ts';
import { machinePlatform } from '../../src/sources/machinePlatform.ts';
import { type OpenImageOptions, openImageAt } from '../../src/sources/openImageAt.ts';
import {
  dockerFiles,
  type Files,
  type ImageSpec,
  indexDocument,
  json,
  nestedFiles,
  ociFiles,
  savedFiles,
  writeArchive,
} from '../support/imageBuilder.ts';

const image = (name: string, tags: readonly string[], platform = 'linux/amd64'): ImageSpec => ({
  tags,
  platform,
  layers: [{ members: [{ name, content: name }] }],
});
/** The name in the only layer's history, which tells the images apart. */
const named = (name: string, tags: readonly string[], platform?: string): ImageSpec => ({
  ...image(name, tags, platform),
  config: { history: [{ created_by: name }] },
});

async function open(files: Files, options: OpenImageOptions = {}): Promise<Image> {
  const opened = await openImageAt(await writeArchive(files), options);
  onTestFinished(() => opened.close());
  return opened.image;
}

async function picked(files: Files, options: OpenImageOptions): Promise<string> {
  return (await open(files, options)).history[0].createdBy;
}

async function refusal(files: Files, options: OpenImageOptions): Promise<string> {
  const error: unknown = await open(files, options).catch((reason: unknown) => reason);
  if (!(error instanceof Failure)) throw new Error('no Failure', { cause: error });
  expect(error.kind).toBe('usage');
  return `${error.message}. ${error.advice}`;
}

describe.each([
  ['old layout', dockerFiles],
  ['new layout', savedFiles],
  ['OCI', ociFiles],
])('by tag, %s', (_layout, build) => {
  const images = [
    named('one', ['registry.example/team/app:1', 'app:old']),
    named('two', ['nginx:latest']),
    named('three', ['localhost/tool:2.0']),
  ];

  test.each([
    ['registry.example/team/app:1', 'one'],
    ['app:old', 'one'],
    ['docker.io/library/app:old', 'one'],
    ['old', 'one'],
    ['nginx', 'two'],
    ['nginx:latest', 'two'],
    ['docker.io/nginx', 'two'],
    ['docker.io/library/nginx:latest', 'two'],
    ['index.docker.io/library/nginx', 'two'],
    ['latest', 'two'],
    ['localhost/tool:2.0', 'three'],
    ['tool:2.0', 'three'],
    ['2.0', 'three'],
  ])('%s', async (tag, expected) => {
    expect(await picked(await build(images), { tag })).toBe(expected);
  });

  test.each(['app', 'team/app:1', 'nginx:1', 'tool', 'other', '', 'library/nginx:latest/x'])('not %s', async (tag) => {
    const text = await refusal(await build(images), { tag });
    expect(text).toContain(`There is no image called "${tag}"`);
    expect(text).toContain('nginx:latest (linux/amd64); localhost/tool:2.0 (linux/amd64)');
  });

  test('several and none said', async () => {
    const text = await refusal(await build(images), {});
    expect(text).toContain('There are 3 images that can be meant');
    expect(text).toContain('nginx:latest (linux/amd64)');
  });
});

test('by digest of the config or the manifest', async () => {
  const files = await ociFiles([named('one', []), named('two', [])]);
  const [, { digest }] = indexDocument(files).manifests;
  const { id } = await open(files, { tag: digest });
  for (const tag of [digest, digest.slice(7), digest.slice(7, 19), id, id.slice(7, 19)]) {
    expect(await picked(files, { tag })).toBe('two');
  }
  expect(await refusal(files, { tag: digest.slice(7, 15) })).toContain('no image called');
});

test('an image listed once for each of its tags is one image', async () => {
  expect((await open(await ociFiles([named('one', ['a:1', 'a:2'])]))).tags).toEqual(['a:1', 'a:2']);
  expect(await picked(await savedFiles([named('one', ['a:1', 'a:2']), named('two', ['b:1'])]), { tag: 'a:2' })).toBe(
    'one',
  );
});

describe.each([
  ['in one index', ociFiles],
  ['in an index in the index', nestedFiles],
  ['old layout', dockerFiles],
])('by platform, %s', (_layout, build) => {
  const machine = `linux/${machinePlatform(process.arch).architecture}`;
  const other = 'linux/s390x';
  const arms = ['linux/arm/v6', 'linux/arm/v7'];

  test.each([
    ['linux/arm64', ['linux/arm64', other], 'linux/arm64'],
    ['linux/arm64', ['linux/arm64/v8', other], 'linux/arm64/v8'],
    ['linux/arm64/v8', ['linux/arm64', other], 'linux/arm64'],
    ['linux/aarch64', ['linux/arm64', other], 'linux/arm64'],
    ['linux/x86_64', ['linux/amd64', other], 'linux/amd64'],
    ['linux/arm/v6', arms, 'linux/arm/v6'],
    ['linux/arm', arms, 'linux/arm/v7'],
    ['linux/arm', [other, 'linux/arm/v5'], 'linux/arm/v5'],
    ['LINUX/S390X', [machine, other], other],
    ['windows/amd64', ['windows/amd64', 'linux/amd64'], 'windows/amd64'],
    [undefined, [machine, other], machine],
    [undefined, [other, machine], machine],
    [undefined, [other], other],
  ])('%s of %j is %s', async (platform, platforms, expected) => {
    const files = await build(platforms.map((one) => named(one, [], one)));
    expect(await picked(files, platform === undefined ? {} : { platform })).toBe(expected);
  });

  test.each([
    ['linux/riscv64', [machine, other]],
    ['linux/arm/v5', arms],
    ['linux/riscv64', [other]],
  ])('no %s among %j', async (platform, platforms) => {
    const files = await build(platforms.map((one) => named(one, [], one)));
    const text = await refusal(files, { platform });
    expect(text).toContain(`There is no image for ${platform}`);
    for (const one of platforms) expect(text).toContain(`(${one})`);
  });

  test('several and none for this machine', async () => {
    const files = await build([named('a', [], 'linux/s390x'), named('b', [], 'linux/ppc64')]);
    expect(await refusal(files, {})).toMatch(/2 images that can be meant.*\(linux\/s390x\).*\(linux\/ppc64\)/);
  });

  test('together with a tag', async () => {
    const files = await build([named('a', ['x:1'], 'linux/s390x'), named('b', ['x:2'], 'linux/s390x')]);
    expect(await picked(files, { platform: 'linux/s390x', tag: 'x:2' })).toBe('b');
    expect(await refusal(files, { platform: 'linux/s390x' })).toContain('2 images');
    expect(await refusal(files, { platform: 'linux/amd64', tag: 'x:2' })).toContain('no image for linux/amd64');
  });
});

test.each(['linux', 'linux/', '/amd64', 'linux/amd64/v1/x', 'linux//v1', ''])(
  '"%s" is no platform',
  async (platform) => {
    expect(await refusal(await ociFiles([named('a', [])]), { platform })).toContain(`Not a platform: "${platform}"`);
  },
);

test('a platform that the index names but the file does not hold', async () => {
  const files = await nestedFiles([named('here', [], 'linux/s390x'), named('elsewhere', [], 'linux/amd64')]);
  const outer = indexDocument(files).manifests[0].digest.replace('sha256:', 'blobs/sha256/');
  const inner = indexDocument(new Map([['index.json', files.get(outer) ?? json({})]]));
  files.delete(inner.manifests[1].digest.replace('sha256:', 'blobs/sha256/'));
  expect(await picked(files, {})).toBe('here');
  const text = await refusal(files, { platform: 'linux/amd64' });
  expect(text).toMatch(/names sha256:\S+ \(linux\/amd64\) but does not hold it.*linux\/s390x/);
});

test('artifacts beside an image are not images', async () => {
  const config = { mediaType: 'application/vnd.cncf.helm.config.v1+json' };
  const artifact: ImageSpec = { ...image('chart', ['chart']), manifest: { artifactType: config.mediaType } };
  expect(await picked(await ociFiles([artifact, named('image', ['a'])]), {})).toBe('image');
});
