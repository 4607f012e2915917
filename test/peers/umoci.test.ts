import { describe, expect, it } from 'vitest';
import { formatPlatform } from '../../src/core/image/platform.ts';
import { listTree } from '../../src/core/merge/listTree.ts';
import { readLayers } from '../../src/core/readLayers.ts';
import { openImageAt } from '../../src/sources/openImageAt.ts';
import { imageArchives } from '../support/archives.ts';
import { sampleImage } from '../support/runCli.ts';
import { missingForUmoci, type UnpackedEntry, unpackWithUmoci } from '../support/umoci.ts';

/**
 * The merged tree is what an unpacker that nobody here wrote makes of the same archive: of every archive among the
 * fixtures, of the sample after several of its layers, and of a folder of archives that LAYERWISE_TEST_IMAGES names.
 */
const archives = imageArchives(/\.(tar|tgz|tar\.gz|tar\.zst)$/);

const missing = missingForUmoci();
if (missing.length > 0) console.warn(`SKIPPED: comparison with umoci, for want of ${missing.join(', ')}`);

describe.skipIf(missing.length > 0)('the merged tree equals what umoci unpacks', () => {
  it.each(archives)('%s', async (archive) => {
    const { trees, platform } = await treesOf(archive);
    expect(trees.at(-1)).toEqual(unpackWithUmoci(archive, platform));
  });

  // umoci takes a second for each: its base has 272 hard links to one file, and it hashes every name.
  it.each([0, 9, 12])('after layer %i of the sample', async (layer) => {
    const { trees, platform } = await treesOf(sampleImage);
    expect(trees[layer]).toEqual(unpackWithUmoci(sampleImage, platform, layer + 1));
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
