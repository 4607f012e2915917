import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Layer } from '../../core/image/types.ts';
import type { ImageMemory, RememberedImage } from '../../sources/engine/imageMemory.ts';
import { decodeDocument, encodeDocument } from './checkedDocument.ts';
import type { LayerCache } from './layerCache.ts';
import { readAndTouch } from './layerFiles.ts';
import { imageName, layerName } from './layerName.ts';

/**
 * Keeps beside the layers of a cache what exports said of images: a checksum, then JSON. Like the cache it throws nothing,
 * and what is damaged is as good as absent.
 */
export function imageMemory(cache: LayerCache): ImageMemory {
  return {
    async recall(key) {
      try {
        const { image, warnings } = decode(await readAndTouch(join(cache.directory, imageName(key))), key);
        await Promise.all(image.layers.map((layer) => findLayer(cache, layer)));
        return { image, warnings };
      } catch {
        return null;
      }
    },
    async keep(key, { image, warnings }) {
      const kept: Kept = { key, image, warnings };
      await cache.keep(imageName(key), encodeDocument(kept));
    },
  };
}

/** @throws Error when the layer is not there under either digest that it may be found by. */
async function findLayer({ directory }: LayerCache, { diffId, digest }: Layer): Promise<void> {
  await Promise.any([diffId, digest].map((proof) => access(join(directory, layerName({ diffId, proof })))));
}

interface Kept extends RememberedImage {
  readonly key: string;
}

/** @throws Error when it is not what was kept under this key. */
function decode(file: ArrayBuffer, key: string): RememberedImage {
  const kept = decodeDocument(file) as Kept;
  if (kept.key !== key) throw new Error('of another image');
  return kept;
}
