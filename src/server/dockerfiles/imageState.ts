import type { Failure } from '../../core/error.ts';
import { barePlace } from '../../core/words/pathOrReference.ts';
import type { ImageSummary } from '../../protocol/imageSummary.ts';
import type { ImageOfDocument } from '../../protocol/serverRequests.ts';
import type { ImageCandidate } from '../images/imageChoice.ts';

/** The image of a Dockerfile, as it is now. */
export type ImageState =
  | { readonly state: 'none'; readonly text: string }
  | { readonly state: 'opening'; readonly candidate: ImageCandidate }
  | { readonly state: 'failed'; readonly candidate: ImageCandidate; readonly failure: Failure }
  | {
      readonly state: 'open';
      readonly candidate: ImageCandidate;
      readonly summary: ImageSummary;
      /** A newer image is being read. */
      readonly isReloading: boolean;
      /** The one before the last build. */
      readonly previous: OpenedImage | null;
    };

/** An image that is open, and how it was found. */
export interface OpenedImage {
  readonly candidate: ImageCandidate;
  readonly summary: ImageSummary;
}

/** The same as clients are told. */
export function toldState(state: ImageState): ImageOfDocument {
  if (state.state === 'none') return { state: 'none', text: state.text };
  const { candidate } = state;
  const place = { ...barePlace(candidate), reason: candidate.reason.text };
  switch (state.state) {
    case 'opening':
      return { state: 'opening', ...place };
    case 'failed':
      return { state: 'failed', ...place, message: state.failure.message, advice: state.failure.advice };
    case 'open': {
      const { key, image } = state.summary;
      const { isReloading, previous } = state;
      const before = previous === null ? null : toldPrevious(previous);
      return { state: 'open', ...place, key, id: image.id, tags: image.tags, isReloading, previous: before };
    }
  }
}

function toldPrevious({ summary: { key, image } }: OpenedImage) {
  return { key, id: image.id, tags: image.tags };
}
