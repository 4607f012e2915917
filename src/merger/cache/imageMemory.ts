import { createHash } from 'node:crypto';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Layer } from '../../core/image/types.ts';
import type { ImageMemory, RememberedImage } from '../../sources/engine/imageMemory.ts';
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
    async keep(key, remembered) {
      await cache.keep(imageName(key), encode(key, remembered));
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

function encode(key: string, { image, warnings }: RememberedImage): Uint8Array {
  const kept: Kept = { key, image, warnings };
  const json = JSON.stringify(kept);
  return Buffer.from(`${checksum(json)}\n${json}`);
}

/** @throws Error when it is not what `encode` made of this key. */
function decode(file: ArrayBuffer, key: string): RememberedImage {
  const text = Buffer.from(file).toString('utf8');
  const json = text.slice(text.indexOf('\n') + 1);
  if (!text.startsWith(`${checksum(json)}\n`)) throw new Error('damaged');
  const kept = JSON.parse(json) as Kept;
  if (kept.key !== key) throw new Error('of another image');
  return kept;
}

function checksum(json: string): string {
  return createHash('sha256').update(json).digest('hex');
}
