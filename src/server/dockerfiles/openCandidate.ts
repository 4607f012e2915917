import * as v from 'valibot';
import { Failure } from '../../core/error.ts';
import { fullPlace, placeName } from '../../core/words/pathOrReference.ts';
import type { ImageSummary } from '../../protocol/imageSummary.ts';
import { ReadProgress } from '../../protocol/progress.ts';
import type { ImageCandidate } from '../images/imageChoice.ts';
import type { Workplace } from '../workplace.ts';

/** Has an image read, with progress that the user can stop. @throws Failure; the signal's reason. */
export async function openCandidate(
  candidate: ImageCandidate,
  place: Workplace,
  signal: AbortSignal,
): Promise<ImageSummary> {
  const { tag, platform } = candidate;
  const progress = place.progress(placeName(candidate));
  const params = { key: place.newKey(), path: fullPlace(candidate), tag, platform };
  try {
    return await place.ask('open', params, {
      signal: AbortSignal.any([signal, progress.signal]),
      onProgress: (told) => progress.show(v.parse(ReadProgress, told)),
    });
  } catch (error) {
    if (!signal.aborted && progress.signal.aborted) throw stopped(params.path);
    throw error;
  } finally {
    progress.done();
  }
}

function stopped(path: string): Failure {
  return new Failure('usage', `Reading ${path} was stopped`, 'Reload the image to read it.');
}
