import { Failure } from '../../core/error.ts';
import type { ImageCandidate } from '../images/imageChoice.ts';
import type { Workplace } from '../workplace.ts';
import type { ImageState } from './imageState.ts';
import { openCandidate } from './openCandidate.ts';

/** The image of one Dockerfile: read, read again, let go. */
export interface CurrentImage {
  readonly state: ImageState;
  /** There is none; the text says why. */
  forget(text: string): void;
  /** Reads it, unless it is there, or being read, in this state of its file. `force` reads it in any case. */
  follow(candidate: ImageCandidate, file: string | null, force: boolean): Promise<void>;
  dispose(): void;
}

/** An image that is being read, or was: what it was read from, and how to stop it. */
interface Reading {
  readonly identity: string;
  readonly controller: AbortController;
}

export function currentImage(uri: string, place: Workplace): CurrentImage {
  let image: ImageState = { state: 'none', text: 'The image is being looked for.' };
  let reading: Reading | null = null;

  function become(next: ImageState): void {
    const key = image.state === 'open' ? image.summary.key : null;
    if (key !== null && !(next.state === 'open' && next.summary.key === key)) place.release(key);
    image = next;
    place.imageChanged(uri, image);
  }

  /** The same image for another reason. */
  function adopt(candidate: ImageCandidate): void {
    if (image.state === 'none' || image.candidate.reason.text === candidate.reason.text) return;
    become({ ...image, candidate });
  }

  async function read(candidate: ImageCandidate, signal: AbortSignal): Promise<void> {
    const isReload = image.state === 'open' && image.candidate.path === candidate.path;
    become(isReload && image.state === 'open' ? { ...image, isReloading: true } : { state: 'opening', candidate });
    try {
      const summary = await openCandidate(candidate, place, signal);
      if (signal.aborted) {
        place.release(summary.key);
        return;
      }
      become({ state: 'open', candidate, summary, isReloading: false });
      place.tellFailures(candidate.path, summary);
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof Failure)) throw error;
      become({ state: 'failed', candidate, failure: error });
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
    async follow(candidate, file, force) {
      const identity = JSON.stringify([candidate.path, candidate.tag, candidate.platform, file]);
      if (!force && reading?.identity === identity) {
        adopt(candidate);
        return;
      }
      reading?.controller.abort();
      reading = { identity, controller: new AbortController() };
      await read(candidate, reading.controller.signal);
    },
    dispose() {
      reading?.controller.abort();
      if (image.state === 'open') place.release(image.summary.key);
      image = { state: 'none', text: 'The document was closed.' };
    },
  };
}
