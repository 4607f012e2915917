import { afterEach, describe, expect, it } from 'vitest';
import type { OpenImage } from '../../../src/core/openImage.ts';
import { readLayers } from '../../../src/core/readLayers.ts';
import { blobName, fileOf, type ImageSpec, indexDocument, ociFiles } from '../../support/imageBuilder.ts';
import { type Answer, cutAfter, type FakeRegistry, fakeRegistry, status } from './fakeRegistry.ts';
import { failureOf, NOBODY, openFrom, patience } from './opening.ts';

const MIB = 1024 * 1024;
/** Does not compress: its blob is as large as its tar. */
const noise = Buffer.from(Array.from({ length: 3 * MIB }, (_, i) => (i * i * 31 + (i >> 3)) & 0xff));
const spec: ImageSpec = {
  layers: [
    { members: [{ name: 'a', content: 'first' }], compression: 'gzip' },
    { members: [{ name: 'b', content: noise }] },
  ],
};
const files = await ociFiles([spec]);
const [{ digest: manifestDigest }] = indexDocument(files).manifests;
const { layers } = JSON.parse(fileOf(files, blobName(manifestDigest)).toString()) as { layers: { digest: string }[] };
const [small, large] = layers.map(({ digest }) => ({ digest, bytes: fileOf(files, blobName(digest)) }));

const open: OpenImage[] = [];
afterEach(async () => {
  for (const image of open.splice(0)) await image.close();
});

interface Read {
  readonly failures: readonly string[];
  readonly advice: readonly string[];
  readonly pauses: readonly number[];
  /** Questions for the large layer, by the range they had. */
  readonly ranges: readonly string[];
}

async function read(registry: FakeRegistry): Promise<Read> {
  const pauses: number[] = [];
  const image = await openFrom(registry, { pauses });
  open.push(image);
  const { failures } = await readLayers(image, { concurrency: 1 });
  const asked = registry.asked.filter((line) => line.includes(large.digest));
  return {
    failures: failures.map(({ failure }) => failure.message),
    advice: failures.map(({ failure }) => failure.advice),
    pauses,
    ranges: asked.map((line) => line.split(' ').at(2) ?? 'all'),
  };
}

const hangUp: Answer = (request) => request.socket.destroy();
const plain =
  (bytes: Uint8Array): Answer =>
  (_, response) =>
    response.end(bytes);

describe('a layer comes whole', () => {
  it.each<[string, readonly Answer[], Partial<Read>]>([
    ['at the second try', [status(500)], { pauses: [500], ranges: ['all', 'all'] }],
    ['after some faults', [status(502), status(503), status(504), status(408)], { pauses: [500, 1000, 2000, 4000] }],
    ['when the registry was asked too often', [status(429, { 'retry-after': '7' })], { pauses: [7000] }],
    ['when it was asked too often, and said nothing more', [status(429)], { pauses: [500] }],
    ['when a connection is closed at once', [hangUp], { pauses: [500] }],
    [
      'when a connection breaks, from there on',
      [cutAfter(large.bytes, 0, MIB)],
      { pauses: [500], ranges: ['all', `bytes=${MIB}-`] },
    ],
    [
      'when connections break several times',
      [cutAfter(large.bytes, 0, 1000), cutAfter(large.bytes, 1000, 2000), cutAfter(large.bytes, 3000, 1)],
      { pauses: [500, 1000, 2000], ranges: ['all', 'bytes=1000-', 'bytes=3000-', 'bytes=3001-'] },
    ],
    [
      'when the rest is not to be had, from the beginning',
      [cutAfter(large.bytes, 0, MIB), plain(large.bytes)],
      { ranges: ['all', `bytes=${MIB}-`] },
    ],
    [
      'when a part is shorter than asked for',
      [
        cutAfter(large.bytes, 0, 10),
        (_, response) => {
          response
            .writeHead(206, { 'content-range': `bytes 10-19/${large.bytes.length}`, 'content-length': 10 })
            .end(large.bytes.subarray(10, 20));
        },
      ],
      { ranges: ['all', 'bytes=10-', 'bytes=20-'] },
    ],
    [
      'when a part begins before what was asked for',
      [
        cutAfter(large.bytes, 0, 10),
        (_, response) => {
          response
            .writeHead(206, { 'content-range': `bytes 4-${large.bytes.length - 1}/*` })
            .end(large.bytes.subarray(4));
        },
      ],
      { ranges: ['all', 'bytes=10-'] },
    ],
    [
      'when it is somewhere else',
      [status(307, { location: `/v2/team/web/blobs/${large.digest}?somewhere` }), plain(large.bytes)],
      { pauses: [] },
    ],
  ])('%s', async (_, answers, expected) => {
    const registry = await fakeRegistry(files);
    registry.next(large.digest, ...answers);
    expect(await read(registry)).toMatchObject({ failures: [], ...expected });
  });

  it('however often its connection breaks, while it goes on', async () => {
    const registry = await fakeRegistry(files);
    let from = 0;
    registry.always(large.digest, (request, response, usual) => {
      if (from + MIB >= large.bytes.length) usual();
      else cutAfter(large.bytes, from, MIB)(request, response, usual);
      from += MIB;
    });
    const { failures, pauses } = await read(registry);
    expect([failures, new Set(pauses)]).toEqual([[], new Set([500])]);
  });
});

describe('a layer that does not come is said, and the others are there', () => {
  it.each<[string, Answer, RegExp, number]>([
    [
      'not there',
      status(404),
      /^Cannot read layer 1 \(sha256:\w+\): the registry 127\.0\.0\.1:\d+ does not have it \(404\)$/,
      0,
    ],
    ['forbidden', status(403), /does not allow it \(403\)/, 0],
    ['a fault for ever', status(500), /has a fault of its own \(500\)/, 4],
    ['asked too often for ever', status(429), /wants to be asked less often \(429\)/, 4],
    ['asked too often, for an hour', status(429, { 'retry-after': '3600' }), /wants to be asked less often \(429\)/, 0],
    [
      'asked too often, for ages',
      status(429, { 'retry-after': 'Fri, 31 Dec 2999 23:59:59 GMT' }),
      /wants to be asked less often \(429\)/,
      0,
    ],
    ['dropped for ever', hangUp, /closed the connection before the end/, 4],
    [
      'wrong bytes',
      plain(Buffer.alloc(large.bytes.length)),
      /^Layer 1 \(sha256:\w+\) is not whole: its digest is sha256:\w+, not sha256:\w+$/,
      0,
    ],
    ['one wrong byte', plain(Buffer.from(large.bytes).fill('x', MIB, MIB + 1)), /is not whole: its digest is/, 0],
    ['too few bytes', plain(large.bytes.subarray(0, 700)), /sends 700 bytes, but the manifest says \d+$/, 0],
    [
      'too few bytes in chunks',
      (_, response) => {
        response.write(large.bytes.subarray(0, 512));
        response.end(large.bytes.subarray(512, 700));
      },
      /sends 700 bytes, but the manifest says \d+$/,
      0,
    ],
    [
      'too many bytes',
      plain(Buffer.concat([large.bytes, Buffer.from('x')])),
      /sends more bytes, but the manifest says \d+$/,
      0,
    ],
    [
      'redirects in a circle',
      (request, response) => {
        response.writeHead(302, { location: request.url ?? '' }).end();
      },
      /redirects more than 5 times/,
      0,
    ],
    ['a redirect to nowhere', status(302), /redirects to 127|redirects more than|is no address/, 0],
    ['a redirect to no address', status(302, { location: 'http://[' }), /redirects to something that is no address/, 0],
    ['a redirect to a file', status(302, { location: 'file:///etc/passwd' }), /redirects to  without TLS/, 0],
    [
      'a redirect to far away without TLS',
      status(302, { location: 'http://far.example/x?secret' }),
      /redirects to far\.example without TLS$/,
      0,
    ],
    [
      'a redirect to where nobody listens',
      status(302, { location: 'https://127.0.0.1:1/x?secret' }),
      /cannot be reached: nobody listens there$/,
      0,
    ],
    [
      'a part of something else',
      (_, response) => {
        response.writeHead(206, { 'content-range': 'bytes 7-9/9' }).end('abc');
      },
      /sends another part of the blob than was asked for/,
      0,
    ],
    [
      'a part of it knows not what',
      (_, response) => {
        response.writeHead(206).end('abc');
      },
      /does not say which part of the blob it sends/,
      0,
    ],
    [
      'no HTTP',
      (request) => {
        request.socket.end('nonsense\r\n\r\n');
      },
      /cannot be spoken to \(HPE_INVALID_CONSTANT\)/,
      0,
    ],
    [
      'headers without end',
      (request) => {
        request.socket.write(`HTTP/1.1 200 OK\r\n${'a: b\r\n'.repeat(100_000)}`);
      },
      /cannot be spoken to \(HPE_HEADER_OVERFLOW\)/,
      0,
    ],
  ])('%s', async (_, answer, expected, waits) => {
    const registry = await fakeRegistry(files);
    registry.always(large.digest, answer);
    const { failures, advice, pauses } = await read(registry);
    expect(failures).toEqual([expect.stringMatching(expected)]);
    expect(pauses).toHaveLength(waits);
    expect([...failures, ...advice].join()).not.toContain('secret');
  });

  it('silence, before an answer and in the middle of one', async () => {
    for (const answer of [() => undefined, (_, response) => void response.writeHead(200).write('x')] as Answer[]) {
      const registry = await fakeRegistry(files);
      registry.always(large.digest, answer);
      const pauses: number[] = [];
      const image = await openFrom(registry, { patience: patience(pauses, 40) });
      open.push(image);
      const { failure } = await image.readLayer(1, {});
      expect(failure?.message).toMatch(/the registry 127\.0\.0\.1:\d+ says nothing for 0\.04 s/);
      expect(pauses).toHaveLength(4);
    }
  });

  it('but not while the reader is busy, or others have the connections', async () => {
    const registry = await fakeRegistry(files);
    const image = await openFrom(registry, { patience: patience([], 1000) });
    open.push(image);
    registry.always(large.digest, (_, __, usual) => void setTimeout(usual, 20));
    const many = await Promise.all(Array.from({ length: 20 }, () => image.readLayer(1, {})));
    expect(many.map(({ failure }) => failure)).toEqual(many.map(() => null));
    expect(registry.most()).toBe(6);
  });
});

describe('a manifest or config that does not come', () => {
  const MANIFEST = '/manifests/1.0';
  const CONFIG = `/blobs/${(JSON.parse(fileOf(files, blobName(manifestDigest)).toString()) as { config: { digest: string } }).config.digest}`;

  it.each<[string, string, Answer, RegExp]>([
    [
      'not there',
      MANIFEST,
      status(404),
      /^Cannot open 127\.0\.0\.1:\d+\/team\/web:1\.0: the registry 127\.0\.0\.1:\d+ does not have it \(404\)$/,
    ],
    ['a fault for ever', MANIFEST, status(500), /has a fault of its own \(500\)/],
    ['dropped for ever', MANIFEST, hangUp, /closed the connection before the end/],
    [
      'another digest than announced',
      MANIFEST,
      (_, response) => {
        response.writeHead(200, { 'docker-content-digest': small.digest }).end('{}');
      },
      /sends a manifest with the digest sha256:\w+, and says that it is sha256/,
    ],
    ['far too large', MANIFEST, plain(Buffer.alloc(9 * MIB)), /sends a manifest of more than 8388608 bytes/],
    ['no JSON', MANIFEST, plain(Buffer.from('<html>')), /Cannot read the manifest sha256:\w+: it is not JSON/],
    [
      'schema 1',
      MANIFEST,
      plain(Buffer.from('{"schemaVersion":1,"fsLayers":[]}')),
      /it has schema version 1, which registries gave up in 2017/,
    ],
    ['nothing', MANIFEST, plain(Buffer.from('{}')), /it has neither "manifests" nor "config" and "layers"/],
    ['a config that is not there', CONFIG, status(404), /the registry 127\.0\.0\.1:\d+ does not have it \(404\)/],
    [
      'a config that is another',
      CONFIG,
      (_, response) => {
        response.end('{}');
      },
      /sends 2 bytes, but the manifest says \d+/,
    ],
  ])('%s', async (_, path, answer, expected) => {
    const registry = await fakeRegistry(files);
    registry.always(path, answer);
    expect((await failureOf(openFrom(registry))).message).toMatch(expected);
  });

  it('comes at the second try', async () => {
    const registry = await fakeRegistry(files);
    registry.next(
      MANIFEST,
      status(503, { 'retry-after': '1' }),
      cutAfter(fileOf(files, blobName(manifestDigest)), 0, 10),
    );
    registry.next(CONFIG, hangUp);
    const pauses: number[] = [];
    open.push(await openFrom(registry, { pauses }));
    expect(pauses).toEqual([1000, 1000, 500]);
  });

  it('by digest, and is another', async () => {
    const registry = await fakeRegistry(files);
    registry.always('/manifests/', plain(fileOf(files, 'index.json')));
    const { message, advice } = await failureOf(openFrom(registry, { name: `team/web@${manifestDigest}` }));
    expect(message).toMatch(/sends a manifest with the digest sha256:\w+$/);
    expect(advice).toContain('not to be trusted');
  });

  it('a host that is not there', async () => {
    expect(await failureOf(openFrom({ host: '127.0.0.1:1' }))).toEqual({
      message: 'Cannot open 127.0.0.1:1/team/web:1.0: the registry 127.0.0.1:1 cannot be reached: nobody listens there',
      advice:
        'Check the name of the registry, and whether it can be reached; behind a proxy, HTTPS_PROXY has to name it.',
    });
  });

  it('a host far away is not spoken to without TLS, unless it may be', async () => {
    const registry = await fakeRegistry(files);
    const host = registry.host.replace('127.0.0.1', '0.0.0.0');
    expect((await failureOf(openFrom({ host }))).message).toMatch(/cannot be spoken to/);
    expect(registry.asked).toEqual([]);
    for (const allowed of [host, `a.example, ${host}`, '0.0.0.0']) {
      open.push(await openFrom({ host }, { env: { ...NOBODY, LAYERWISE_INSECURE_REGISTRIES: allowed } }));
    }
  });

  it('opening that is given up ends at once', async () => {
    const registry = await fakeRegistry(files);
    const controller = new AbortController();
    const reason = new Error('enough');
    registry.always(MANIFEST, () => controller.abort(reason));
    await expect(openFrom(registry, { signal: controller.signal })).rejects.toBe(reason);
    while ((await registry.connections()) > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  });
});
