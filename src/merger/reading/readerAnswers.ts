import { Failure } from '../../core/error.ts';
import { HASH_BYTES } from '../../core/merge/layerIndex.ts';
import type { OpenImage } from '../../core/openImage.ts';
import type { ReadableImage, ReaderQuestions } from '../../protocol/readerQuestions.ts';
import { openImageAt } from '../../sources/openImageAt.ts';
import type { Answers } from '../thread/asking.ts';
import { fileIdentity } from './fileIdentity.ts';

/** What a reading thread does: it opens the image once, and reads the layers that it is asked for. */
export function readerAnswers(): Answers<ReaderQuestions> {
  const images = new Map<string, Promise<OpenImage>>();

  function opened(image: ReadableImage): Promise<OpenImage> {
    const key = JSON.stringify(image);
    const known = images.get(key) ?? openSame(image);
    images.set(key, known);
    known.catch(() => images.delete(key));
    return known;
  }

  return {
    async readLayer({ image, layer, verify }, { signal, onProgress }) {
      const open = await opened(image);
      const { failure, ...reading } = await open.readLayer(layer, { signal, verify, onBytes: seldom(onProgress) });
      const told = failure && { kind: failure.kind, message: failure.message, advice: failure.advice };
      return { ...reading, failure: told };
    },
    async hashContents({ image, layer, offset, size }, { signal, onProgress }) {
      const open = await opened(image);
      const hash = new Uint8Array(size.length * HASH_BYTES);
      const all = Uint32Array.from(size.keys());
      await open.hashContents(layer, { offset, size, hash }, all, { signal, onBytes: seldom(onProgress) });
      return { hash };
    },
    async letGo({ image }) {
      const key = JSON.stringify(image);
      const known = images.get(key);
      images.delete(key);
      await known?.then((open) => open.close());
      return null;
    },
  };
}

async function openSame({ path, platform, tag, id, manifestDigest, identity }: ReadableImage): Promise<OpenImage> {
  const open = await openImageAt(path, { platform, tag });
  const isSame = open.image.id === id && open.image.manifestDigest === manifestDigest;
  // Asked when it is open: had it been replaced before, it would be another file now.
  if (isSame && (await fileIdentity(path)) === identity) return open;
  await open.close();
  throw new Failure('image', `${path} was replaced while it was read`, 'Open it again.');
}

/** Tells a megabyte at a time: a message costs more than reading a few kilobytes. */
function seldom(tell: (bytes: number) => void): (bytes: number) => void {
  let told = 0;
  return (bytes) => {
    if (bytes - told < STRIDE) return;
    told = bytes;
    tell(bytes);
  };
}

const STRIDE = 1024 * 1024;
