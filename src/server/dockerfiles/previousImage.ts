import { fullPlace, type PathOrReference } from '../../core/words/pathOrReference.ts';
import type { OpenedImage } from './imageState.ts';

/**
 * The image that a Dockerfile had before its last build. It stays open, one of them, so that the two can be compared: its
 * indexes are there also when its file was overwritten, and only its contents are gone.
 */
export interface PreviousImage {
  /** One that is shown no more. */
  retire(image: OpenedImage): void;
  /** The one before this; null when none is known, or when it is another image's. */
  before(image: OpenedImage): OpenedImage | null;
  dispose(): void;
}

export function previousImage(release: (key: string) => void): PreviousImage {
  let kept: OpenedImage | null = null;

  function become(next: OpenedImage | null): void {
    if (kept !== null && kept.summary.key !== next?.summary.key) release(kept.summary.key);
    kept = next;
  }

  return {
    retire: become,
    before(image) {
      if (kept !== null && !isBuildOfSame(kept, image)) become(null);
      return kept;
    },
    dispose: () => become(null),
  };
}

/** Another image in the same place, or both in engines, where each build has an ID of its own. */
function isBuildOfSame(before: OpenedImage, now: OpenedImage): boolean {
  return before.summary.image.id !== now.summary.image.id && isSamePlace(before.candidate, now.candidate);
}

export function isSamePlace(a: PathOrReference, b: PathOrReference): boolean {
  return fullPlace(a) === fullPlace(b) || (a.reference !== undefined && b.reference !== undefined);
}
