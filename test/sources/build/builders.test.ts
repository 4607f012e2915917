import { describe, expect, it } from 'vitest';
import { buildah } from '../../../src/sources/build/buildah.ts';
import type { Builder, BuildRequest } from '../../../src/sources/build/builder.ts';
import { buildx, hasRawProgress, keepsAttestations } from '../../../src/sources/build/buildx.ts';
import { userOutput } from '../../../src/sources/build/buildxOutputs.ts';
import { classicDocker } from '../../../src/sources/build/classicDocker.ts';
import { podman } from '../../../src/sources/build/podman.ts';

const files = { metadata: '/tmp/x/metadata.json', imageId: '/tmp/x/image-id' };
const plain: BuildRequest = { dockerfile: null, context: '.', target: null, tags: [], arguments: [] };
const full: BuildRequest = {
  dockerfile: 'docker/Web.Dockerfile',
  context: '-rf; $(id)',
  target: '--help',
  tags: ['web:1.0', 'web:latest'],
  arguments: ['--build-arg', 'A=$(id)'],
};
const ID = `sha256:${'ab'.repeat(32)}`;

function line(builder: Builder, request: BuildRequest): string {
  const { command, args } = builder.command(request, files);
  return [command, ...args].join(' ');
}

const stores = { containerd: true, classic: false };
const store = (name: keyof typeof stores, rawProgress = true) =>
  buildx({ rawProgress, keepsAttestations: stores[name] });
const TELLING = '--metadata-file=/tmp/x/metadata.json --progress=rawjson';
const COMMON = '--file=docker/Web.Dockerfile --target=--help --tag=web:1.0 --tag=web:latest';
const LAST = '--build-arg A=$(id)';

describe('a builder is called with', () => {
  it.each<readonly [string, Builder, BuildRequest, string]>([
    ['buildx', store('classic'), plain, `docker buildx build --load ${TELLING} -- .`],
    [
      'buildx, where attestations are kept',
      store('containerd'),
      plain,
      `docker buildx build --load --provenance=mode=max ${TELLING} -- .`,
    ],
    [
      'buildx before 0.13',
      store('classic', false),
      plain,
      'docker buildx build --load --metadata-file=/tmp/x/metadata.json --progress=plain -- .',
    ],
    [
      'buildx, everything',
      store('classic'),
      full,
      `docker buildx build ${COMMON} --load ${LAST} ${TELLING} -- -rf; $(id)`,
    ],
    [
      'buildx, an output of the user',
      store('classic'),
      { ...plain, arguments: ['--push'] },
      `docker buildx build --push ${TELLING} -- .`,
    ],
    [
      'buildx, a provenance of the user',
      store('containerd'),
      { ...plain, arguments: ['--provenance=false'] },
      `docker buildx build --load --provenance=false ${TELLING} -- .`,
    ],
    [
      'classic',
      classicDocker({ buildkit: false }),
      full,
      `docker build ${COMMON} ${LAST} --iidfile=/tmp/x/image-id -- -rf; $(id)`,
    ],
    [
      'BuildKit in Docker 20',
      classicDocker({ buildkit: true }),
      plain,
      'docker build --progress=plain --iidfile=/tmp/x/image-id -- .',
    ],
    ['podman', podman(), full, `podman build ${COMMON} ${LAST} --iidfile=/tmp/x/image-id -- -rf; $(id)`],
    ['podman as docker', podman('docker'), plain, 'docker build --iidfile=/tmp/x/image-id -- .'],
    ['buildah', buildah, full, `buildah build ${COMMON} --layers ${LAST} --iidfile=/tmp/x/image-id -- -rf; $(id)`],
    [
      'buildah, squashing',
      buildah,
      { ...plain, arguments: ['--squash'] },
      'buildah build --squash --iidfile=/tmp/x/image-id -- .',
    ],
  ])('%s', (_, builder, request, expected) => {
    expect(line(builder, request)).toBe(expected);
    // Each is one argument, whatever is in it.
    expect(builder.command(request, files).args.at(-1)).toBe(request.context);
  });
});

describe('the image is', () => {
  const metadata = { 'containerimage.digest': 'sha256:index', 'containerimage.config.digest': 'sha256:config' };
  const written = { metadata, imageId: ID };
  const nothing = { metadata: null, imageId: null };
  const withArguments = (...args: string[]): BuildRequest => ({ ...plain, arguments: args });

  it.each<readonly [string, Builder, BuildRequest, typeof written | typeof nothing, string | null]>([
    ['what containerd keeps', store('containerd'), plain, written, 'docker://sha256:index'],
    ['what the classic store keeps', store('classic'), plain, written, 'docker://sha256:config'],
    ['called by its tag, without metadata', store('classic'), { ...plain, tags: ['a:1'] }, nothing, 'docker://a:1'],
    ['unknown', store('classic'), plain, nothing, null],
    ['in a file', store('classic'), withArguments('-o', 'type=oci,dest=a.tar'), written, 'a.tar'],
    ['in a registry', store('classic'), withArguments('--push', '-t', 'r.io/a:1'), written, 'r.io/a:1'],
    ['none, but files', store('classic'), withArguments('-o', 'out'), written, null],
    ['in the engine, of the classic builder', classicDocker({ buildkit: false }), plain, written, `docker://${ID}`],
    ['none of the classic builder', classicDocker({ buildkit: false }), plain, nothing, null],
    ['what podman saves', podman(), plain, written, `podman save --format docker-archive -- ${ID}`],
    [
      'what buildah pushes',
      buildah,
      plain,
      written,
      `sh -c buildah push --quiet -- "$1" docker-archive:/dev/stdout | cat sh ${ID}`,
    ],
  ])('%s', (_, builder, request, found, expected) => {
    const place = builder.place(request, found);
    if (place?.kind === 'export') expect([place.command, ...place.args].join(' ')).toBe(expected);
    else expect(place === null ? null : place.kind === 'file' ? place.path : place.reference).toBe(expected);
  });
});

it.each([
  [[], 'none'],
  [['--load'], 'engine'],
  [['--push'], 'registry'],
  [['--push', '--load'], 'engine'],
  [['-o', 'out'], 'other'],
  [['-otype=oci,dest=a.tar'], 'file a.tar'],
  [['-o=type=oci,dest=a.tar'], 'file a.tar'],
  [['--output=type=docker,dest=a,b.tar'], 'file a'],
  [['--output', 'type=docker'], 'engine'],
  [['--output', 'type=image,name=a:1'], 'engine'],
  [['--output', 'type=image,name=a:1,push=true'], 'registry'],
  [['--output', 'type=registry'], 'registry'],
  [['--output', 'type=oci,dest=-'], 'other'],
  [['--output', 'type=tar,dest=a.tar'], 'other'],
  [['--output', 'type=local,dest=out', '--output', 'type=oci,dest=b.tar'], 'file b.tar'],
  [['--opt', '-o'], 'none'],
])('the arguments %j send the image to: %s', (args, expected) => {
  const output = userOutput(args);
  expect(output.kind === 'file' ? `file ${output.path}` : output.kind).toBe(expected);
});

it.each([
  ['github.com/docker/buildx 0.13.1+ds1 0.13.1+ds1-3', true],
  ['github.com/docker/buildx v0.29.1 ', true],
  ['github.com/docker/buildx v0.12.1 30feaa1', false],
  ['github.com/docker/buildx v0.9.1 ed00243', false],
  ['github.com/docker/buildx v1.0.0 aa', true],
  ['github.com/docker/buildx f00d', true],
])('%s has raw progress: %s', (version, expected) => {
  expect(hasRawProgress(version)).toBe(expected);
});

it.each([
  ['[["driver-type","io.containerd.snapshotter.v1"]]', true],
  ['[["Backing Filesystem","extfs"],["Supports d_type","true"]]', false],
  ['', false],
])('a store with %s keeps attestations: %s', (status, expected) => {
  expect(keepsAttestations(status)).toBe(expected);
});
