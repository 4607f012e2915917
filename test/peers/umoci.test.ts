import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { formatPlatform } from '../../src/core/image/platform.ts';
import { listTree } from '../../src/core/merge/listTree.ts';
import { readLayers } from '../../src/core/readLayers.ts';
import { openImageAt } from '../../src/sources/openImageAt.ts';
import { missingForUmoci, type UnpackedEntry, unpackWithUmoci } from '../support/umoci.ts';

/**
 * The merged tree is what an unpacker that nobody here wrote makes of the same archive: of every archive among the
 * fixtures, of the sample after each of its layers, and of a folder of archives that LAYERWISE_TEST_IMAGES names.
 */
const fixtures = fileURLToPath(new URL('../fixtures/images/', import.meta.url));
const sample = fileURLToPath(new URL('../../sample/image.oci.tar', import.meta.url));
const more = process.env['LAYERWISE_TEST_IMAGES'];
const archives = [fixtures, ...(more === undefined ? [] : [more])].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => /\.(tar|tgz|tar\.gz|tar\.zst)$/.test(name))
    .map((name) => join(folder, name)),
);

const missing = missingForUmoci();
if (missing.length > 0) console.warn(`SKIPPED: comparison with umoci, for want of ${missing.join(', ')}`);

describe.skipIf(missing.length > 0)('the merged tree equals what umoci unpacks', () => {
  it.each(archives)('%s', async (archive) => {
    const { trees, platform } = await treesOf(archive);
    expect(trees.at(-1)).toEqual(unpackWithUmoci(archive, platform));
  });

  it('after each layer of the sample', async () => {
    const { trees, platform } = await treesOf(sample);
    expect(trees.map((_, layer) => unpackWithUmoci(sample, platform, layer + 1))).toEqual(trees);
  });
});

async function treesOf(archive: string): Promise<{ trees: UnpackedEntry[][]; platform: string }> {
  const open = await openImageAt(archive, { platform: 'linux/amd64' });
  const { tree, failures } = await readLayers(open);
  await open.close();
  expect(failures).toEqual([]);
  const trees = open.image.layers.map((_, layer) => listTree(tree, layer).map(({ layer: __, ...entry }) => entry));
  return { trees, platform: formatPlatform(open.image.platform) };
}
