import { Failure } from '../../core/error.ts';
import { barePlace, fullPlace } from '../../core/words/pathOrReference.ts';
import type { ImageCandidate } from '../images/imageChoice.ts';
import type { Workplace } from '../workplace.ts';
import type { ImageState, OpenedImage } from './imageState.ts';
import { openCandidate } from './openCandidate.ts';
import { previousImage } from './previousImage.ts';

/** The image of one Dockerfile: read, read again, let go. */
export interface CurrentImage {
  readonly state: ImageState;
  /** There is none; the text says why. */
  forget(text: string): void;
  /** Reads it, unless it is there, or being read, in this state. `force` reads it in any case. */
  follow(candidate: ImageCandidate, state: string | null, force: boolean): Promise<void>;
  dispose(): void;
}

/** Whether one that is shown may stay until the other is read: it is of the same place, or was built before it. */
function isSuccessor(next: ImageCandidate, shown: ImageCandidate): boolean {
  return fullPlace(next) === fullPlace(shown) || (next.reason.kind === 'engine' && shown.reason.kind === 'engine');
}

/** An image that is being read, or was: what it was read from, and how to stop it. */
interface Reading {
  readonly identity: string;
  readonly controller: AbortController;
}

export function currentImage(uri: string, place: Workplace): CurrentImage {
  let image: ImageState = { state: 'none', text: 'The image is being looked for.' };
  let reading: Reading | null = null;
  /** Key of the image that was looked back from. */
  let noted: string | null = null;
  const previous = previousImage((key) => place.release(key));

  function become(next: ImageState): void {
    letGo(image, next);
    image = next.state === 'open' ? { ...next, previous: previous.before(next) } : next;
    place.imageChanged(uri, image);
  }

  /** What was shown is kept as the one before, unless it was read again only. */
  function letGo(shown: ImageState, next: ImageState): void {
    if (shown.state !== 'open') return;
    const { candidate, summary } = shown;
    if (next.state !== 'open') previous.retire({ candidate, summary });
    else if (next.summary.key === summary.key) return;
    else if (next.summary.image.id === summary.image.id) place.release(summary.key);
    else previous.retire({ candidate, summary });
  }

  /** The same image for another reason. */
  function adopt(candidate: ImageCandidate): void {
    if (image.state === 'none' || image.candidate.reason.text === candidate.reason.text) return;
    become({ ...image, candidate });
  }

  /** The image before the last build may have been shown when the editor was open before. */
  async function lookBack(shown: OpenedImage, signal: AbortSignal): Promise<void> {
    if (noted === shown.summary.key || !place.imagesHad.isAllowed()) return;
    noted = shown.summary.key;
    const before = image.state === 'open' ? image.previous : null;
    const found = await place.imagesHad.note(uri, shown, before, signal);
    if (found === null) return;
    if (image.state !== 'open' || image.summary.key !== shown.summary.key) place.release(found.summary.key);
    else {
      previous.retire(found);
      become(image);
    }
  }

  async function read(candidate: ImageCandidate, signal: AbortSignal): Promise<void> {
    const before = image.state === 'open' && isSuccessor(candidate, image.candidate) ? image : null;
    become(before === null ? { state: 'opening', candidate } : { ...before, isReloading: true });
    try {
      const summary = await openCandidate(candidate, place, signal);
      if (signal.aborted) {
        place.release(summary.key);
        return;
      }
      become({ state: 'open', candidate, summary, isReloading: false, previous: null });
      place.tellFailures(fullPlace(candidate), summary);
      await lookBack({ candidate, summary }, signal);
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof Failure)) throw error;
      if (before === null || candidate.reference === undefined) {
        become({ state: 'failed', candidate, failure: error });
        return;
      }
      // Engines come and go: what is shown stays true of the image that it was read from.
      reading = null;
      become({ ...before, isReloading: false });
      place.tellKept(error);
    }
  }

  return {
    get state() {
      return image;
    },
    forget(text) {
      reading?.controller.abort();
      reading = null;
      if (image.state !== 'none' || image.text !== text) become({ state: 'none', text });
    },
    async follow(candidate, state, force) {
      const { tag, platform } = candidate;
      const identity = JSON.stringify([barePlace(candidate), tag, platform, state]);
      if (!force && reading?.identity === identity) {
        adopt(candidate);
        if (image.state === 'open') await lookBack(image, reading.controller.signal);
        return;
      }
      reading?.controller.abort();
      reading = { identity, controller: new AbortController() };
      await read(candidate, reading.controller.signal);
    },
    dispose() {
      reading?.controller.abort();
      if (image.state === 'open') place.release(image.summary.key);
      previous.dispose();
      image = { state: 'none', text: 'The document was closed.' };
    },
  };
}
