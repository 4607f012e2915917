import { mkdir, open as openFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Failure } from '../../src/core/error.ts';
import type { OpenImage } from '../../src/core/openImage.ts';
import { openImageAt } from '../../src/sources/openImageAt.ts';
import {
  addBlob,
  asTar,
  blobName,
  type Compression,
  compress,
  digest,
  dockerFiles,
  type Files,
  fileOf,
  type ImageSpec,
  indexDocument,
  json,
  layerOf,
  ociFiles,
  savedFiles,
  temporaryDirectory,
  writeArchive,
  writeBytes,
  writeDirectory,
} from '../support/imageBuilder.ts';
import { failuresOf, filesOf, readAll } from '../support/readImage.ts';

const onWindows = process.platform === 'win32';

const healthy = { members: [{ name: 'healthy', content: 'fine' }] };
const victim = (compression: Compression) => ({
  members: [
    { name: 'first', content: 'first' },
    // Random enough that a compressor keeps its size.
    { name: 'second', content: Array.from({ length: 9000 }, (_, i) => Math.sin(i)).join('') },
  ],
  compression,
});
const spec = (compression: Compression): ImageSpec => ({ layers: [healthy, victim(compression), healthy] });

async function open(path: string): Promise<OpenImage> {
  const image = await openImageAt(path);
  onTestFinished(() => image.close());
  return image;
}

/** What opening fails with. */
async function failure(path: string, options = {}): Promise<Failure> {
  const error: unknown = await openImageAt(path, options).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Failure)) throw new Error('no Failure', { cause: error });
  return error;
}

async function victimName(compression: Compression): Promise<string> {
  return blobName(digest((await layerOf(victim(compression))).blob));
}

/** Writes the files in each way that a layer can come in. */
async function everywhere(files: Files): Promise<(readonly [string, string])[]> {
  return [
    ['archive', await writeArchive(files)],
    ['compressed archive', await writeArchive(files, 'gzip')],
    ['directory', await writeDirectory(files)],
  ];
}

describe.each(['plain', 'gzip', 'zstd'] as const)('a %s layer', (compression) => {
  const verified = compression === 'plain';

  test('whose blob is missing', async () => {
    const files = await ociFiles([spec(compression)]);
    files.delete(await victimName(compression));
    for (const [what, path] of await everywhere(files)) {
      expect(await failuresOf(await open(path)), what).toEqual([
        null,
        expect.stringMatching(/^Layer 1 \(sha256:.*no such file/),
        null,
      ]);
    }
  });

  test('cut off', async () => {
    const files = await ociFiles([spec(compression)]);
    const name = await victimName(compression);
    const bytes = fileOf(files, name);
    files.set(name, bytes.subarray(0, bytes.length - 5000));
    for (const [what, path] of await everywhere(files)) {
      const image = await open(path);
      const [, reading, last] = await readAll(image);
      expect(reading.failure?.message, what).toMatch(/^Layer 1 .* bytes, but the manifest says/);
      expect(
        filesOf(reading.index).map((file) => file.split(' ')[0]),
        what,
      ).toEqual(['first']);
      expect(last.failure).toBeNull();
    }
  });

  test('cut off where nothing tells its size', async () => {
    const files = await dockerFiles([spec(compression)]);
    const [name] = [...files].find(([, file]) => file instanceof Uint8Array && file.length > 20_000) ?? [''];
    files.set(name, fileOf(files, name).subarray(0, 30_000));
    for (const path of [await writeArchive(files), await writeArchive(files, 'zstd')]) {
      const [first, reading, last] = await failuresOf(await open(path));
      expect([first, last]).toEqual([null, null]);
      expect(reading).toMatch(/^Layer 1 \(sha256:.*damaged/);
    }
  });

  test('with other content of the same size', async () => {
    const files = await ociFiles([spec(compression)]);
    const name = await victimName(compression);
    const { members } = victim(compression);
    const other = [{ ...members[0], content: 'fisrt' }, members[1]];
    const blob = compress((await layerOf({ members: other })).tar, compression);
    const wanted = fileOf(files, name).length;
    // Padding makes up for what compresses better.
    files.set(name, Buffer.concat([blob, Buffer.alloc(Math.max(0, wanted - blob.length))]).subarray(0, wanted));
    for (const [what, path] of await everywhere(files)) {
      const [first, reading, last] = await failuresOf(await open(path), verified);
      expect([first, last], what).toEqual([null, null]);
      expect(reading, what).toMatch(/^Layer 1 \(sha256:.*(?:its digest is|damaged)/);
    }
  });

  test('that is not what the config says', async () => {
    const diffIds = [healthy, victim('plain'), healthy].map(async (layer) => digest((await layerOf(layer)).tar));
    const wrong = [await diffIds[0], digest(Buffer.from('wrong')), await diffIds[2]];
    const files = await ociFiles([{ ...spec(compression), config: { rootfs: { diff_ids: wrong } } }]);
    for (const [what, path] of await everywhere(files)) {
      const [first, reading, last] = await failuresOf(await open(path), true);
      expect([first, last], what).toEqual([null, null]);
      expect(reading, what).toMatch(/^Layer 1 .*its diffID is sha256/);
    }
  });

  test('that is no tar', async () => {
    const files = await dockerFiles([spec(compression)]);
    const [name] = [...files].find(([, file]) => file instanceof Uint8Array && file.length > 20_000) ?? [''];
    files.set(name, compress(Buffer.alloc(30_000, 'not a tar'), compression));
    for (const path of [await writeArchive(files), await writeArchive(files, 'zstd')]) {
      const [first, reading, last] = await failuresOf(await open(path));
      expect([first, last]).toEqual([null, null]);
      expect(reading).toMatch(/^Layer 1 .*damaged/);
    }
  });
});

test('a compressed layer of the old layout is checked by its diffID', async () => {
  const files = await dockerFiles([{ layers: [{ members: healthy.members, compression: 'gzip' }] }]);
  const name = [...files.keys()].find((key) => key.endsWith('layer.tar')) ?? '';
  files.set(name, (await layerOf({ members: [{ name: 'other', content: 'x' }], compression: 'gzip' })).blob);
  for (const way of ['plain', 'zstd'] as const) {
    expect(await failuresOf(await open(await writeArchive(files, way)))).toEqual([
      expect.stringMatching(/its diffID is/),
    ]);
  }
});

test('a plain layer is only checked when asked to, where it need not be read', async () => {
  const files = await ociFiles([spec('plain')]);
  const name = await victimName('plain');
  const bytes = Buffer.from(fileOf(files, name));
  bytes[600] ^= 1;
  files.set(name, bytes);
  const archive = await writeArchive(files);
  expect(await failuresOf(await open(archive))).toEqual([null, null, null]);
  expect((await failuresOf(await open(archive), true))[1]).toMatch(/its digest is/);
  expect((await failuresOf(await open(await writeArchive(files, 'gzip'))))[1]).toMatch(/its digest is/);
});

describe('links among the members', () => {
  const links = async (link: (name: string) => string) => {
    const files = await dockerFiles([{ layers: [healthy, victim('plain')] }]);
    const names = [...files.keys()].filter((name) => name.endsWith('layer.tar'));
    files.set(names[1], { symlink: link(names[1]) });
    return Promise.all(
      (['plain', 'gzip'] as const).map(async (way) => failuresOf(await open(await writeArchive(files, way)))),
    );
  };

  test.each([
    ['a circle', (name: string) => `../${name}`, /circle/],
    ['nowhere', () => '../no/such/layer.tar', /leads nowhere/],
    ['out of the archive', () => '../../../../../etc/passwd', /leads nowhere/],
    ['an absolute path', () => '/etc/passwd', /leads nowhere/],
  ])('into %s', async (_what, link, why) => {
    for (const failures of await links(link)) {
      expect(failures[0]).toBeNull();
      expect(failures[1]).toMatch(why);
    }
  });
});

describe('documents', () => {
  const config = { digest: digest(Buffer.from('{}')), size: 2 };

  test.each<readonly [string, Uint8Array, RegExp]>([
    ['not JSON', Buffer.from('{"manifests": ['), /^Cannot read index\.json: it is not JSON/],
    ['not UTF-8', Buffer.from('{"manifests": "\xff"}', 'latin1'), /^Cannot read index\.json: it is not JSON/],
    ['of another shape', json({ manifests: 'none' }), /^Cannot read index\.json: "manifests" is not as expected/],
    ['a list', json([]), /^Cannot read index\.json/],
    ['null', json(null), /^Cannot read index\.json/],
    ['empty', Buffer.alloc(0), /^Cannot read index\.json: it is not JSON/],
    ['a manifest', json({ config, layers: [] }), /^Cannot read index\.json: it has no "manifests"/],
    ['both', json({ config, layers: [], manifests: [] }), /a manifest and an index at once/],
    ['huge', Buffer.alloc(9 << 20, '[1,'), /more than the 8388608 allowed|too large/],
    ['without images', json({ manifests: [] }), /without a single image/],
    [
      'a digest that is a path',
      json({ manifests: [{ digest: 'sha256:../../../etc/passwd', size: 1 }] }),
      /a digest has the form/,
    ],
    [
      'a digest with a slash',
      json({ manifests: [{ digest: `sha256:${'a'.repeat(60)}/../`, size: 1 }] }),
      /a digest has the form/,
    ],
    [
      'a digest of another kind',
      json({ manifests: [{ digest: `md5:${'a'.repeat(32)}`, size: 1 }] }),
      /a digest has the form/,
    ],
    ['a size below nothing', json({ manifests: [{ ...config, size: -1 }] }), /"manifests\.0\.size"/],
    [
      'a size beyond numbers',
      Buffer.from(`{"manifests":[{"digest":"${config.digest}","size":1e999}]}`),
      /"manifests\.0\.size"/,
    ],
  ])('index.json is %s', async (_what, bytes, why) => {
    const files = await ociFiles([spec('plain')]);
    files.set('index.json', bytes);
    for (const [what, path] of await everywhere(files)) {
      const { kind, message, advice } = await failure(path);
      expect(kind).toBe('image');
      expect(message, what).toMatch(why);
      expect(message.length + advice.length).toBeLessThan(600);
    }
  });

  test('manifest or config is missing, changed, or of another size', async () => {
    const change = (bytes: Uint8Array) => Buffer.from(bytes.toString().replace('linux', 'xunil'));
    for (const which of ['manifest', 'config'] as const) {
      const cases: readonly (readonly [RegExp, (bytes: Uint8Array) => Uint8Array | null])[] = [
        [/no such file/, () => null],
        [/its digest is sha256/, (bytes) => Buffer.concat([Buffer.from(' '), bytes.subarray(0, -1)])],
        [/its descriptor says/, (bytes) => Buffer.concat([bytes, Buffer.from(' ')])],
        ...(which === 'config' ? [[/its digest is sha256/, change] as const] : []),
      ];
      for (const [why, corrupt] of cases) {
        const files = await ociFiles([spec('plain')]);
        const manifest = indexDocument(files).manifests[0].digest;
        const { config: inside } = JSON.parse(fileOf(files, blobName(manifest)).toString()) as {
          config: { digest: string };
        };
        const name = blobName(which === 'manifest' ? manifest : inside.digest);
        const corrupted = corrupt(fileOf(files, name));
        if (corrupted === null) files.delete(name);
        else files.set(name, corrupted);
        for (const [what, path] of await everywhere(files)) {
          const { kind, message } = await failure(path);
          expect(kind).toBe('image');
          expect(message, what).toMatch(new RegExp(`^Cannot read the ${which} sha256:`));
          expect(message, what).toMatch(why);
        }
      }
    }
  });

  test('a config that is not what its name in manifest.json says', async () => {
    const files = await dockerFiles([spec('plain')]);
    const name = [...files.keys()].find((key) => key.endsWith('.json')) ?? '';
    files.set(name, Buffer.from(fileOf(files, name).toString().replace('RUN', 'NUR')));
    expect((await failure(await writeArchive(files))).message).toMatch(/^Cannot read the config .*its digest is/);
  });

  test('another number of layers than of diffIDs', async () => {
    const wrong: ImageSpec = { ...spec('plain'), config: { rootfs: { diff_ids: [digest(Buffer.from('one'))] } } };
    for (const build of [ociFiles, dockerFiles, savedFiles]) {
      const { message, kind } = await failure(await writeArchive(await build([wrong])));
      expect(kind).toBe('image');
      expect(message).toMatch(/its config lists 1 layers, its manifest 3/);
    }
  });

  test('a layer with a name that leaves the archive', async () => {
    const files = await dockerFiles([spec('plain')]);
    const manifest = JSON.parse(fileOf(files, 'manifest.json').toString()) as { Layers: string[] }[];
    manifest[0].Layers[1] = '../../../../../../etc/passwd';
    files.set('manifest.json', json(manifest));
    expect((await failuresOf(await open(await writeArchive(files))))[1]).toMatch(/no such file/);
  });

  test('indexes within indexes without end', async () => {
    const files = await ociFiles([spec('plain')]);
    for (let depth = 0; depth < 12; depth++) {
      const inner = addBlob(files, fileOf(files, 'index.json'));
      files.set('index.json', json({ manifests: [{ ...inner, annotations: { depth: `${depth}` } }] }));
    }
    expect((await failure(await writeArchive(files))).message).toMatch(/too many manifests/);
  });

  test('hostile keys do no harm', async () => {
    const text = '{"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}}}';
    const annotations = JSON.parse(text) as object;
    const labels = Object.fromEntries([['a', 'b']]);
    const files = await ociFiles([{ ...spec('plain'), config: { config: { Labels: labels, ...annotations } } }]);
    const image = await open(await writeArchive(files));
    expect(image.image.config.labels).toEqual({ a: 'b' });
    expect('polluted' in {}).toBe(false);
  });
});

describe('no image at all', () => {
  test.each<readonly [string, () => Promise<string>, RegExp]>([
    [
      'no such file',
      () => Promise.resolve('/no/such/file.tar'),
      /^Cannot open \/no\/such\/file\.tar: there is no such file/,
    ],
    ['an empty file', () => writeBytes(Buffer.alloc(0)), /is not an image: it has neither/],
    ['a text', () => writeBytes(Buffer.from('FROM scratch\n'.repeat(100))), /is not an image: /],
    ['a short text', () => writeBytes(Buffer.from('hello')), /is not an image: /],
    [
      'another tar',
      async () => writeBytes((await layerOf(healthy)).tar),
      /it has neither an index\.json nor a manifest/,
    ],
    ['another tar, compressed', async () => writeArchive(new Map([['a', Buffer.from('b')]]), 'gzip'), /it has neither/],
    ['broken gzip', () => writeBytes(Buffer.from([0x1f, 0x8b, 1, 2, 3, 4, 5, 6, 7, 8])), /the gzip data is damaged/],
    ['broken zstd', () => writeBytes(Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xff])), /the zstd data is damaged/],
    ['a directory', () => temporaryDirectory(), /the directory has no file oci-layout/],
  ])('%s', async (_what, path, why) => {
    const { message, kind, advice } = await failure(await path());
    expect(message).toMatch(why);
    expect(kind).toBe('image');
    expect(advice).not.toBe('');
  });

  test.skipIf(onWindows)('a device', async () => {
    expect((await failure('/dev/null')).message).toMatch(/neither a file nor a directory/);
  });

  test.skipIf(onWindows)('blobs that are no regular files are not read', async () => {
    const directory = await temporaryDirectory();
    await writeFile(join(directory, 'oci-layout'), '{}');
    await mkdir(join(directory, 'index.json'));
    expect((await failure(directory)).message).toMatch(/neither an index\.json/);
    const other = await temporaryDirectory();
    await writeFile(join(other, 'oci-layout'), '{}');
    await symlink('/dev/zero', join(other, 'index.json'));
    expect((await failure(other)).message).toMatch(/neither an index\.json/);
  });
});

describe('an archive cut off', () => {
  test('before its manifest is no image', async () => {
    const bytes = await asTar(await dockerFiles([spec('plain')]));
    for (const way of ['plain', 'gzip', 'zstd'] as const) {
      const archive = way === 'plain' ? bytes.subarray(0, 20_000) : compress(bytes, way).subarray(0, 20_000);
      expect((await failure(await writeBytes(archive))).message, way).toMatch(/was found before its end/);
    }
  });

  test('behind its manifest still shows the layers before the cut', async () => {
    const files = await ociFiles([spec('plain')]);
    // Documents first, the victim last.
    const name = await victimName('plain');
    const blob = fileOf(files, name);
    files.delete(name);
    files.set(name, blob);
    const bytes = await asTar(files);
    const cutOff = bytes.subarray(0, bytes.length - 10_000);
    const compressedCut = compress(bytes, 'zstd');
    for (const archive of [cutOff, compressedCut.subarray(0, compressedCut.length - 10_000)]) {
      const image = await open(await writeBytes(archive));
      expect(image.warnings).toMatchObject([{ layer: null, code: 'truncated' }]);
      const [first, reading, last] = await readAll(image);
      expect([first.failure, last.failure]).toEqual([null, null]);
      expect(reading.failure?.message).toMatch(/^Layer 1 /);
      expect(filesOf(reading.index).map((file) => file.split(' ')[0])).toEqual(['first']);
    }
  });
});

test('one broken image does not stand in the way of another', async () => {
  const files = await ociFiles([
    { ...spec('plain'), tags: ['good'] },
    { ...spec('plain'), tags: ['bad'], config: { rootfs: null } },
  ]);
  const path = await writeArchive(files);
  expect(await failuresOf(await openImageAt(path, { tag: 'good' }))).toEqual([null, null, null]);
  expect((await failure(path, { tag: 'bad' })).message).toMatch(/^Cannot read the config/);
});

test.skipIf(onWindows)('a file is closed when it is no image', async () => {
  const path = await writeBytes(Buffer.from('nothing'));
  await failure(path);
  const file = await openFile(path);
  // Descriptors are given out lowest first: one that leaked would push this one up.
  const { fd } = file;
  await file.close();
  for (let i = 0; i < 5; i++) await failure(path);
  const again = await openFile(path);
  expect(again.fd).toBe(fd);
  await again.close();
});
