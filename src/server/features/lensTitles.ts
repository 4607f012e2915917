import { sum } from '../../core/annotations/figures.ts';
import type { Annotations, StepAnnotation } from '../../core/annotations/types.ts';
import { ageText } from '../../core/words/ageText.ts';
import { bytesText } from '../../core/words/bytesText.ts';
import { plural } from '../../core/words/countText.ts';
import { cutMiddle } from '../../core/words/cutMiddle.ts';
import { familiarName } from '../../core/words/familiarName.ts';
import { hasScheme, placeName } from '../../core/words/pathOrReference.ts';
import { percentText } from '../../core/words/percentText.ts';
import { showControls } from '../../core/words/showControls.ts';
import { doubtMark, doubtOf } from './doubt.ts';
import { SEPARATOR, stepParts } from './figuresText.ts';
import { sourceText } from './sourceText.ts';

/** Plain text, as all titles of lenses are. */
export function stepTitle(step: StepAnnotation): string {
  if (step.layers.length === 0) return '~ not in the image: added or changed since the build';
  const doubt = doubtOf(step);
  const why = doubt === 'stale' ? ['line changed since the build'] : doubt === 'guessed' ? ['a guess'] : [];
  return `${doubtMark(doubt)}${[...stepParts(step), ...why].join(SEPARATOR)}`;
}

const LONGEST_NAME = 60;

export function imageTitle({ image }: Annotations, now: number): string {
  const { figures, efficiency, staleSteps, guessedSteps } = image;
  const name = image.tags.length > 0 ? familiarName(image.tags[0]) : nameOf(image.reference);
  const age = ageText(image.created ?? undefined, now);
  return [
    `${showControls(cutMiddle(name, LONGEST_NAME))}${sourceText(image.source)}`,
    `${bytesText(figures.shippedBytes)} in ${plural(image.layers, 'layer')}`,
    ...(figures.wastedBytes > 0 ? [`${bytesText(figures.wastedBytes)} wasted`] : []),
    `${percentText(efficiency)} efficient`,
    ...(age === null ? [] : [age]),
    ...(staleSteps > 0 ? [`~ ${plural(staleSteps, 'line')} changed since the build`] : []),
    ...(guessedSteps > 0 ? [`? ${plural(guessedSteps, 'line')} guessed`] : []),
  ].join(SEPARATOR);
}

function nameOf(reference: string): string {
  return hasScheme(reference) ? placeName({ reference }) : reference;
}

/** Of layers that have no line to stand at; null when there are none. */
export function unmadeTitle({ unmade }: Annotations): string | null {
  if (unmade.length === 0) return null;
  const bytes = sum(unmade, ({ figures }) => figures.shippedBytes);
  return `${plural(unmade.length, 'layer')} that no line of this Dockerfile made${SEPARATOR}${bytesText(bytes)}`;
}
