import { Failure } from '../../core/error.ts';
import { barePlace, fullPlace } from '../../core/words/pathOrReference.ts';
import {
  type DockerfileImages,
  type KnownImage,
  keepDockerfileImages,
  recallDockerfileImages,
} from '../../merger/cache/dockerfileImages.ts';
import type { AskMerger } from '../../merger/startMerger.ts';
import { normalUri } from '../editor/uri.ts';
import type { OpenedImage } from './imageState.ts';
import { isSamePlace } from './previousImage.ts';

/** Which images Dockerfiles had, kept across runs, so that the last build can be compared also after the editor was closed. */
export interface ImagesHad {
  /** Nothing is remembered of a workspace that is not trusted, which it may come to be. */
  readonly isAllowed: () => boolean;
  /**
   * Remembers the image that a Dockerfile has now. Gives the one that it had before, opened as far as it is remembered; null
   * when none is, or when that is open already.
   *
   * @param before The one before, where it is open.
   * @throws The signal's reason.
   */
  note(uri: string, now: OpenedImage, before: OpenedImage | null, signal: AbortSignal): Promise<OpenedImage | null>;
}

export interface Remembering {
  readonly ask: AskMerger;
  readonly newKey: () => string;
  /** Null without a cache: then nothing is remembered. */
  readonly cacheDirectory: () => Promise<string | null>;
  readonly isTrusted: () => boolean;
}

export function imagesHad({ ask, newKey, cacheDirectory, isTrusted }: Remembering): ImagesHad {
  /** What only contents tell is found out while they are there. */
  async function keepBoth(now: OpenedImage, before: OpenedImage | null, signal: AbortSignal): Promise<void> {
    if (before !== null) {
      const [a, b] = [wholeOf(before), wholeOf(now)];
      if (a.step >= 0 && b.step >= 0) await ask('diff', { a, b, limit: 0 }, { signal });
      await ask('remember', { image: a.image }, { signal });
    }
    await ask('remember', { image: now.summary.key }, { signal });
  }

  async function openAgain({ image, id }: KnownImage, now: OpenedImage, signal: AbortSignal): Promise<OpenedImage> {
    const { tag, platform } = image;
    const asked = { key: newKey(), path: fullPlace(image), tag, platform, replaced: id };
    return { candidate: { ...image, reason: now.candidate.reason }, summary: await ask('open', asked, { signal }) };
  }

  return {
    isAllowed: isTrusted,
    async note(uri, now, before, signal) {
      const directory = isTrusted() ? await cacheDirectory() : null;
      if (directory === null) return null;
      const name = normalUri(uri);
      const known = await recallDockerfileImages(directory, name);
      const images = followed(known, knownAs(now), before && knownAs(before));
      await keepDockerfileImages(directory, name, images);
      try {
        await keepBoth(now, before, signal);
        return images.before === null || before !== null ? null : await openAgain(images.before, now, signal);
      } catch (error) {
        signal.throwIfAborted();
        // What is not remembered is not compared: nobody asked for it yet.
        if (error instanceof Failure) return null;
        throw error;
      }
    },
  };
}

/** What is known once a Dockerfile has this image. */
export function followed(known: DockerfileImages | null, now: KnownImage, before: KnownImage | null): DockerfileImages {
  if (before !== null || known === null) return { now, before };
  if (!isSamePlace(known.now.image, now.image)) return { now, before: null };
  return { now, before: known.now.id === now.id ? known.before : known.now };
}

function knownAs({ candidate, summary }: OpenedImage): KnownImage {
  const { tag, platform } = candidate;
  const details = { ...(tag === undefined ? {} : { tag }), ...(platform === undefined ? {} : { platform }) };
  return { image: { ...barePlace(candidate), ...details }, id: summary.image.id };
}

function wholeOf({ summary: { key, layers } }: OpenedImage) {
  return { image: key, step: layers.length - 1 };
}
