import type { Place, WastedAt } from '../../core/annotations/types.ts';
import { countText, plural } from '../../core/words/countText.ts';
import { hidingWords, hidingWordsOfSeveral } from '../../core/words/hidingWords.ts';

type Way = WastedAt['ways'][number];

/** `4 files are removed`; the files go without saying where they were just named. */
export function wayText({ how, files }: Way, isFirst = true): string {
  const count = isFirst ? plural(files, 'file') : countText(files);
  return files === 1 ? `${count} is ${hidingWords[how]}` : `${count} are ${hidingWordsOfSeveral[how]}`;
}

/** @param step the step whose bytes are meant */
export function whereText(place: Place, step: number | null): string {
  if (place.line === null) return `in layer ${place.layers[0]}, which no line made`;
  return place.step === step ? 'by the line itself' : `in line ${place.line}`;
}
