import type { CoveredAt, Effects, Place, StepAnnotation, WastedAt } from '../../core/annotations/types.ts';
import { bytesText } from '../../core/words/bytesText.ts';
import { countText, plural } from '../../core/words/countText.ts';
import { hidingWords } from '../../core/words/hidingWords.ts';
import { pathSpan } from '../markdown/escape.ts';
import { SEPARATOR } from './figuresText.ts';
import { bullets, firstFew } from './sections.ts';
import { wayText, whereText } from './wasteText.ts';

const PLACES = 6;
const PATHS = 3;

export function largestSection({ largest }: Pick<Effects, 'largest'>): string {
  return bullets('Largest files', largest.map(fileText));
}

/** One file, with what was done where it was not new. */
export function fileText({ path, bytes, change }: Effects['largest'][number]): string {
  const how = change === 'added' ? '' : `${SEPARATOR}${hidingWords[change]}`;
  return `${pathSpan(path)} ${bytesText(bytes)}${how}`;
}

/** The title says what was done where that is the same everywhere. */
export function coveredSection({ covers, figures, step }: StepAnnotation): string {
  const isMixed = figures.overwritten > 0 && figures.hidden > 0;
  return bullets(
    isMixed ? 'Overwrote and hid' : figures.hidden > 0 ? 'Hid' : 'Overwrote',
    firstFew(covers, PLACES, (covered) => coveredText(covered, step, isMixed), 'places'),
  );
}

function coveredText({ place, overwritten, hidden, paths }: CoveredAt, step: number, isMixed: boolean): string {
  const counts = [
    ...(overwritten > 0 ? [`${countText(overwritten)} overwritten`] : []),
    ...(hidden > 0 ? [`${countText(hidden)} hidden`] : []),
  ];
  const what = isMixed ? counts.join(', ') : plural(overwritten + hidden, 'file');
  return `${what} ${originText(place, step)}: ${pathsText(paths, overwritten + hidden)}`;
}

function originText({ line, step, layers }: Place, own: number): string {
  if (line === null) return `of layer ${layers[0]}, which no line made`;
  return step === own ? 'of the line itself' : `of line ${line}`;
}

export function wastedSection({ figures, wastedBy, step }: StepAnnotation): string {
  const title = `Wasted, ${bytesText(figures.wastedBytes)} of ${bytesText(figures.shippedBytes)}`;
  return bullets(
    title,
    firstFew(wastedBy, PLACES, (wasted) => wastedText(wasted, step), 'places'),
  );
}

function wastedText({ place, bytes, files, ways, paths }: WastedAt, step: number): string {
  const what = ways.map((way, index) => wayText(way, index === 0)).join(', ');
  return `${bytesText(bytes)}: ${what} ${whereText(place, step)}: ${pathsText(paths, files)}`;
}

function pathsText(paths: readonly { readonly path: string }[], all: number): string {
  const shown = paths.slice(0, PATHS).map(({ path }) => pathSpan(path));
  const more = all - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${countText(more)} more` : shown.join(', ');
}
