import { expect, onTestFinished, test } from 'vitest';
import type { LayerReading } from '../../src/core/openImage.ts';
import { openImageAt } from '../../src/sources/openImageAt.ts';
import {
  type Compression,
  digest,
  dockerFiles,
  type ImageSpec,
  ociFiles,
  writeArchive,
} from '../support/imageBuilder.ts';

const spec = (compression: Compression, diffId?: string): ImageSpec => ({
  layers: [{ members: [{ name: 'a', content: 'b' }], compression }],
  ...(diffId === undefined ? {} : { config: { rootfs: { type: 'layers', diff_ids: [diffId] } } }),
});

async function read(path: string, verify: boolean): Promise<{ by: string | null } & Pick<LayerReading, 'failure'>> {
  const image = await openImageAt(path);
  onTestFinished(() => image.close());
  const { checkedBy, failure } = await image.readLayer(0, { verify });
  const { diffId, digest: blob } = image.image.layers[0];
  // Of a plain layer they are the same.
  const by = checkedBy === diffId ? 'diffID' : checkedBy === blob ? 'digest' : checkedBy;
  return { by, failure };
}

test.each<[Compression, boolean, string | null]>([
  ['plain', false, null],
  ['plain', true, 'diffID'],
  ['gzip', false, 'digest'],
  ['gzip', true, 'diffID'],
  ['zstd', false, 'digest'],
  ['zstd', true, 'diffID'],
])('a %s layer, verify %s, is checked by its %s', async (compression, verify, by) => {
  expect(await read(await writeArchive(await ociFiles([spec(compression)])), verify)).toEqual({ by, failure: null });
});

test.each(['plain', 'gzip'] as const)(
  'an archive compressed as a whole has its %s layers checked',
  async (compression) => {
    const path = await writeArchive(await ociFiles([spec(compression)]), 'gzip');
    expect(await read(path, false)).toEqual({ by: 'diffID', failure: null });
  },
);

test('where nothing tells the digest of a compressed layer, its diffID is checked', async () => {
  expect(await read(await writeArchive(await dockerFiles([spec('gzip')])), false)).toEqual({
    by: 'diffID',
    failure: null,
  });
});

test('a layer that is not what it claims is checked by nothing', async () => {
  const path = await writeArchive(await ociFiles([spec('gzip', digest(Buffer.from('other')))]));
  expect((await read(path, true)).by).toBeNull();
  expect((await read(path, false)).by).toBe('digest');
});
