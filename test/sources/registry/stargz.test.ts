import { createCipheriv } from 'node:crypto';
import { existsSync } from 'node:fs';
import { open as openFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { blobName as nameOf } from '../../../src/core/image/digest.ts';
import { parseManifest } from '../../../src/core/image/manifest.ts';
import type { Digest } from '../../../src/core/image/types.ts';
import type { LayerIndex } from '../../../src/core/merge/layerIndex.ts';
import { EntryKind } from '../../../src/core/merge/layerIndex.ts';
import type { OpenImage } from '../../../src/core/openImage.ts';
import { isAbsent } from '../../../src/sources/imageFile.ts';
import { readLayerStream } from '../../../src/sources/layerStream.ts';
import { openImageAt } from '../../../src/sources/openImageAt.ts';
import { readTable } from '../../../src/sources/registry/stargz/readTable.ts';
import { tocIndex } from '../../../src/sources/registry/stargz/tocIndex.ts';
import { openTarArchive } from '../../../src/sources/tarArchive.ts';
import { analysisOf } from '../../engines/savedImage.ts';
import { addBlob, digest, type Files, json, writeDirectory } from '../../support/imageBuilder.ts';
import { root } from '../../support/runCli.ts';
import type { Member } from '../../support/tarMember.ts';
import { type FakeRegistry, fakeRegistry } from './fakeRegistry.ts';
import { openFrom } from './opening.ts';
import { type StargzLayer, type StargzOptions, stargzLayer } from './stargzLayer.ts';

const KIB = 1024;
/** Does not compress, and is the same each time. */
const noise = (bytes: number, seed: number): Buffer =>
  createCipheriv('aes-128-ctr', Buffer.alloc(16, seed), Buffer.alloc(16)).update(Buffer.alloc(bytes));
const members: Member[] = [
  { name: 'etc/', type: 'directory', mode: 0o755 },
  { name: 'etc/passwd', content: 'root:x:0:0', mode: 0o640, uid: 3, gid: 4 },
  { name: 'etc/empty', content: '' },
  { name: 'etc/marked', content: 'x', pax: { 'SCHILY.xattr.user.b': 'é\n', 'SCHILY.xattr.user.a': '1' } },
  { name: 'dev/null', type: 'character-device', devmajor: 1, devminor: 3, mode: 0o666 },
  { name: 'dev/pipe', type: 'fifo' },
  { name: 'usr/big', content: noise(600 * KIB, 1), mode: 0o4755 },
  { name: 'usr/hard', type: 'link', linkname: 'usr/big', mode: 0o4755 },
  { name: 'usr/soft', type: 'symlink', linkname: '../etc/passwd' },
  { name: 'usr/ünïcode', content: noise(100 * KIB + 1, 2) },
  { name: 'var/.wh.gone', content: '' },
  { name: 'var/.wh..wh..opq', content: '' },
  { name: 'var/last', content: 'end' },
  { name: 'var/z/', type: 'directory', mode: 0o1777 },
];

const open: OpenImage[] = [];
afterEach(async () => {
  for (const image of open.splice(0)) await image.close();
});

interface Pushed {
  readonly layer: StargzLayer;
  readonly registry: FakeRegistry;
  readonly files: Files;
}

async function pushed(
  options: StargzOptions,
  more: { annotation?: string; blob?: (blob: Uint8Array) => Uint8Array } = {},
): Promise<Pushed> {
  const layer = await stargzLayer(members, options);
  const files: Files = new Map();
  const config = addBlob(
    files,
    json({
      os: 'linux',
      architecture: 'amd64',
      rootfs: { type: 'layers', diff_ids: [digest(layer.tar)] },
      history: [],
    }),
  );
  const annotations = { 'containerd.io/snapshot/stargz/toc.digest': more.annotation ?? layer.tocDigest };
  const blob = addBlob(files, more.blob?.(layer.blob) ?? layer.blob);
  const manifest = addBlob(
    files,
    json({
      schemaVersion: 2,
      config: { mediaType: 'x', ...config },
      layers: [{ mediaType: 'x', ...blob, annotations }],
    }),
  );
  files.set('oci-layout', json({}));
  files.set('index.json', json({ manifests: [{ mediaType: 'x', ...manifest }] }));
  return { layer, files, registry: await fakeRegistry(files) };
}

async function opened(registry: FakeRegistry): Promise<OpenImage> {
  const image = await openFrom(registry);
  open.push(image);
  registry.asked.length = 0;
  return image;
}

/** But for where contents are. */
function comparable({ offset: _, hash, ...index }: LayerIndex) {
  return { ...index, hash: Buffer.from(hash).toString('hex') };
}

/** What was asked for, without the path. */
function ranges({ asked }: FakeRegistry): string[] {
  return asked.map((line) => line.split(' ').at(2) ?? 'all');
}

describe.each<[string, StargzOptions]>([
  ['that has its table as a file', { ends: false }],
  ['that ends before its table', { ends: true }],
  ['with files in several chunks', { chunkSize: 90 * KIB }],
])('an eStargz layer %s', (_, options) => {
  it('is as when all of it is read, and no content is asked for', async () => {
    const { registry, layer, files } = await pushed(options);
    const image = await opened(registry);
    const { index, warnings, failure, checkedBy } = await image.readLayer(0, {});
    expect([warnings, failure, checkedBy]).toEqual([[], null, null]);
    const asked = ranges(registry);
    expect(asked).toHaveLength(3);
    const bytes = asked
      .map((range) => /=(\d+)-(\d+)/.exec(range))
      .reduce((sum, found) => sum + Number(found?.[2]) - Number(found?.[1]) + 1, 0);
    expect(bytes).toBeLessThan(layer.blob.length / 10);
    const whole = await image.readLayer(0, { verify: true });
    expect(whole.failure).toBeNull();
    expect(comparable(index)).toEqual(comparable(whole.index));
    expect(await analysisOf(await opened(registry))).toEqual(
      await analysisOf(await openImageAt(await writeDirectory(files))),
    );
  });

  it('gives what each file holds, and asks for no more than that', async () => {
    const { registry } = await pushed(options);
    const image = await opened(registry);
    const { index } = await image.readLayer(0, {});
    const contents = members
      .filter(({ type = 'file' }) => type === 'file')
      .map(({ content }) => Buffer.from(content ?? ''));
    let at = 0;
    for (let entry = 0; entry < index.entryCount; entry++) {
      if (index.kind[entry] !== EntryKind.file || at >= contents.length) continue;
      while (contents[at].length === 0 && index.size[entry] !== 0) at++;
      const content = contents[at++];
      registry.asked.length = 0;
      for (const [start, length] of [
        [0, Infinity],
        [1, 3],
        [content.length - 2, 5],
        [95 * KIB, 20],
        [80 * KIB, 200 * KIB],
      ]) {
        if (start < 0) continue;
        const bytes = await image.readContent(0, index, entry, { start, length }, {});
        expect(Buffer.from(bytes).equals(content.subarray(start, start + length))).toBe(true);
      }
      expect(ranges(registry).every((range) => range.startsWith('bytes='))).toBe(true);
    }
    expect(at).toBeGreaterThan(4);
  });
});

it('the table itself can be read', async () => {
  const { registry, layer } = await pushed({ ends: false });
  const image = await opened(registry);
  const { index } = await image.readLayer(0, {});
  const bytes = await image.readContent(0, index, index.entryCount - 1, { start: 0, length: Infinity }, {});
  expect(digest(bytes)).toBe(layer.tocDigest);
});

describe('all of a layer is read', () => {
  it.each<[string, StargzOptions, Parameters<typeof pushed>[1]]>([
    ['when its table is not the one that the manifest says', {}, { annotation: `sha256:${'0'.repeat(64)}` }],
    [
      'when its footer is broken',
      {},
      {
        blob: (blob) =>
          Buffer.concat([
            blob.subarray(0, -51),
            Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
          ]),
      },
    ],
    ['when its table lost a name', { change: (entries) => void (entries[1]['name'] = '\ufffd') }, {}],
    [
      'when its table tells no contents',
      {
        change: (entries) => {
          delete entries[3]['digest'];
        },
      },
      {},
    ],
    ['when its table has another form', { change: (entries) => void (entries[3]['type'] = 'thing') }, {}],
    ['when its table leads elsewhere', { change: (entries) => void (entries[3]['offset'] = 2 ** 40) }, {}],
    ['when its table leaves out a chunk', { change: (entries) => void (entries[3]['chunkSize'] = 5) }, {}],
    [
      'when its chunks are not in order',
      {
        chunkSize: 90 * KIB,
        change(entries) {
          const [first, second] = entries.filter(({ type }) => type === 'chunk');
          first['chunkOffset'] = second['chunkOffset'];
        },
      },
      {},
    ],
    [
      'when its table begins with a chunk',
      { change: (entries) => void entries.unshift({ name: 'x', type: 'chunk' }) },
      {},
    ],
  ])('%s', async (_, options, more) => {
    const { registry } = await pushed(options, more);
    const image = await opened(registry);
    const { index } = await image.readLayer(0, {});
    expect(ranges(registry).at(-1)).toBe('all');
    expect(index.entryCount).toBeGreaterThan(9);
  });

  it('when the registry sends no parts', async () => {
    const { registry, layer } = await pushed({});
    const image = await opened(registry);
    registry.always('/blobs/', (_, response) => response.end(layer.blob));
    const { failure, checkedBy } = await image.readLayer(0, {});
    expect([failure, checkedBy]).toEqual([null, digest(layer.blob)]);
  });

  it('when it is to be verified', async () => {
    const { registry } = await pushed({});
    const image = await opened(registry);
    expect((await image.readLayer(0, { verify: true })).failure).toBeNull();
    expect(ranges(registry)).toEqual(['all']);
  });
});

it('a part that is not what the table says is no content', async () => {
  const { registry, layer } = await pushed({});
  const image = await opened(registry);
  const { index } = await image.readLayer(0, {});
  const entry = index.size.findIndex((size) => size > 500 * KIB);
  const other = await stargzLayer(
    members.map((member) => (member.name === 'usr/big' ? { ...member, content: noise(600 * KIB, 9) } : member)),
  );
  registry.always('/blobs/', (request, response) => {
    const [, start, last] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '') ?? [];
    const part = other.blob.subarray(Number(start), Number(last) + 1);
    response.writeHead(206, { 'content-range': `bytes ${start}-${last}/${layer.blob.length}` }).end(part);
  });
  await expect(image.readContent(0, index, entry, { start: 5, length: 5 }, {})).rejects.toThrow(
    /Cannot read usr\/big of layer 0 .*(a part of the layer is not what its table of contents says|damaged)/,
  );
});

/** Layers as BuildKit made them; the large ones only where the whole images are at hand. */
const images = process.env['LAYERWISE_TEST_IMAGES'] ?? '';
const archives = [
  join(root, 'test/fixtures/images/partial/bk26-full.oci-estargz.tar'),
  join(images, 'bk26-full.oci-estargz.tar'),
];
if (!existsSync(archives[1]))
  console.warn('SKIPPED: large eStargz layers of BuildKit, for want of LAYERWISE_TEST_IMAGES');

it.each(archives.filter((path) => existsSync(path)))(
  'layers of BuildKit in %s are as when all of them is read',
  async (path) => {
    const asFile = await openImageAt(path);
    const { image } = asFile;
    await asFile.close();
    const medium = await openTarArchive(await openFile(path), undefined);
    const bytesOf = async (blob: Digest): Promise<Uint8Array | null> => {
      const file = await medium.find(nameOf(blob));
      return isAbsent(file) ? null : file.document('a blob');
    };
    const manifest = parseManifest(
      (image.manifestDigest && (await bytesOf(image.manifestDigest))) ?? new Uint8Array(0),
      'it',
    );
    let compared = 0;
    for (const { digest: blob, annotations } of manifest.kind === 'manifest' ? manifest.layers : []) {
      const bytes = await bytesOf(blob);
      if (bytes === null) continue;
      const toc = annotations?.['containerd.io/snapshot/stargz/toc.digest'] as Digest;
      const table = await readTable(bytes.length, toc, (start, end) => Promise.resolve(bytes.subarray(start, end)));
      if (table === null) throw new Error(`no table in ${blob}`);
      const whole = await readLayerStream(chunk(bytes), { signal: undefined, layer: 0, tarAlgorithm: null });
      const read = tocIndex(0, table.toc, table.file);
      expect([comparable(read.index), read.warnings]).toEqual([comparable(whole.index), whole.warnings]);
      compared++;
    }
    expect(compared).toBeGreaterThan(10);
    await medium.close();
  },
);

async function* chunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}
