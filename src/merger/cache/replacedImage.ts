import { join } from 'node:path';
import { Failure } from '../../core/error.ts';
import type { Image } from '../../core/image/types.ts';
import type { Warning } from '../../core/image/warning.ts';
import { isHashed } from '../../core/merge/compare.ts';
import type { OpenImage } from '../../core/openImage.ts';
import type { CachedImage } from './cachedImage.ts';
import { decodeDocument, encodeDocument } from './checkedDocument.ts';
import type { LayerCache } from './layerCache.ts';
import { readAndTouch } from './layerFiles.ts';
import { imageName } from './layerName.ts';
import type { LayerOrigin } from './layerOrigin.ts';

/**
 * An image as it was in a place before another took that place. All that was learned of it is in the cache, so that it can be
 * merged and compared; what was in its files is gone.
 */
export interface ReplacedImage {
  readonly open: OpenImage;
  /** By which its layers are found in the cache. */
  readonly originOf: LayerOrigin;
}

/** Where an image was, and which it was. */
export interface FormerPlace {
  readonly path: string;
  readonly tag?: string | undefined;
  readonly platform?: string | undefined;
  readonly id: string;
}

interface Kept {
  readonly key: string;
  readonly image: Image;
  readonly warnings: readonly Warning[];
  readonly proofs: readonly string[];
}

/** Keeps what is needed to open an image when its place has another. False when it is broken, or could be taken for another. */
export async function keepForLater(cache: LayerCache, place: FormerPlace, open: CachedImage): Promise<boolean> {
  const proofs = await open.keep();
  if (proofs === null) return false;
  const { image, warnings } = open;
  const key = keyOf(place);
  const kept: Kept = { key, image, warnings, proofs };
  await cache.keep(imageName(key), encodeDocument(kept));
  return true;
}

/** @throws Failure when nothing is known of it, or not any more. */
export async function replacedImage(cache: LayerCache, place: FormerPlace): Promise<ReplacedImage> {
  const { image, warnings, proofs } = await recall(cache, keyOf(place)).catch(() => {
    throw forgotten(place.path);
  });
  return {
    open: withoutContents(image, warnings, place.path),
    originOf: (_, { index }) => Promise.resolve(proofs.at(index) ?? null),
  };
}

async function recall({ directory }: LayerCache, key: string): Promise<Kept> {
  const kept = decodeDocument(await readAndTouch(join(directory, imageName(key)))) as Kept;
  if (kept.key !== key) throw new Error('of another image');
  return kept;
}

function keyOf({ path, tag, platform, id }: FormerPlace): string {
  return JSON.stringify(['replaced', path, tag ?? null, platform ?? null, id]);
}

/** Whoever reads it reads the cache first: what is asked here is not there. */
function withoutContents(image: Image, warnings: readonly Warning[], path: string): OpenImage {
  return {
    image,
    warnings,
    isReadAlready: true,
    readLayer: () => Promise.reject(forgotten(path)),
    hashContents(_, index, entries) {
      return entries.every((entry) => isHashed(index, entry)) ? Promise.resolve() : Promise.reject(gone(path));
    },
    readContent: () => Promise.reject(gone(path)),
    close: () => Promise.resolve(),
  };
}

function forgotten(path: string): Failure {
  return new Failure(
    'image',
    `Of ${path} as it was before nothing is known any more: the cache had no room for it`,
    'Build it once more, and the next two builds can be compared.',
  );
}

function gone(path: string): Failure {
  return new Failure(
    'image',
    `Another image has taken the place of ${path}: which files it had is remembered, what was in them is not`,
    'To look into its files, build it from the Dockerfile of then.',
  );
}
