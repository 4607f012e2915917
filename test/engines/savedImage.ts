import { readFile } from 'node:fs/promises';
import { blobName } from '../../src/core/image/digest.ts';
import { listTree } from '../../src/core/merge/listTree.ts';
import type { OpenImage } from '../../src/core/openImage.ts';
import { readLayers } from '../../src/core/readLayers.ts';
import { treeFacts } from '../../src/core/treeFacts.ts';
import { collect } from '../../src/sources/chunks.ts';
import { decompress } from '../../src/sources/decompress.ts';
import { openImageAt } from '../../src/sources/openImageAt.ts';
import { packTar } from '../support/packTar.ts';

/** What an analysis says of an image, but for how its layers are stored. */
export async function analysisOf(open: OpenImage) {
  const { tree, failures } = await readLayers(open, { concurrency: 1 });
  const { id, history, config, layers } = open.image;
  await open.close();
  return {
    id,
    history,
    config,
    failures,
    layers: layers.map(({ diffId, history: entry }) => [diffId, entry]),
    trees: layers.map((_, layer) => listTree(tree, layer)),
    facts: treeFacts(tree),
  };
}

/** Two zero blocks. */
const END_OF_TAR = 1024;

/** An archive as any engine loads it: older ones want a `manifest.json`, which is put before the rest where there is none. */
export async function loadable(path: string): Promise<Uint8Array> {
  const open = await openImageAt(path, { platform: 'linux/amd64' });
  const { id, layers, source, tags } = open.image;
  await open.close();
  const archive = await collect(decompress(chunkOf(await readFile(path))));
  if (source === 'docker-archive') return archive;
  const manifest = [{ Config: blobName(id), RepoTags: tags, Layers: layers.map(({ digest }) => blobName(digest)) }];
  const tar = await packTar([{ name: 'manifest.json', content: Buffer.from(JSON.stringify(manifest)) }]);
  return Buffer.concat([tar.subarray(0, -END_OF_TAR), archive]);
}

async function* chunkOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}
