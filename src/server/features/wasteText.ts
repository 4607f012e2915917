import type { Place, WastedAt } from '../../core/annotations/types.ts';
import type { WasteNote } from '../../core/annotations/wasteNotes.ts';
import { bytesText } from '../../core/words/bytesText.ts';
import { countText, plural } from '../../core/words/countText.ts';
import { cutMiddle } from '../../core/words/cutMiddle.ts';
import { hidingWords, hidingWordsOfSeveral } from '../../core/words/hidingWords.ts';
import { showControls } from '../../core/words/showControls.ts';
import { doubtSentence } from './doubt.ts';

type Way = WastedAt['ways'][number];

/** How many ways of wasting are told; the rest are counted. */
const TOLD = 2;

/** `517 kB of this layer is shipped for nothing: 4 files are shipped again for their mode or owner in line 37`. */
export function wasteMessage({ step, layers, bytes, groups, doubt }: WasteNote): string {
  const whose = layers.length === 1 ? 'this layer' : `these ${countText(layers.length)} layers`;
  const all = groups.flatMap(({ place, ways }) => ways.map((way) => ({ place: whereText(place, step), way })));
  const told = all.toSorted((a, b) => b.way.bytes - a.way.bytes);
  const rest = told.slice(TOLD).reduce((files, { way }) => files + way.files, 0);
  const reasons = told.slice(0, TOLD).map(({ place, way }, index) => `${wayText(way, index === 0)} ${place}`);
  const more = rest === 0 ? [] : [`${countText(rest)} more elsewhere`];
  const sentence = `${bytesText(bytes)} of ${whose} is shipped for nothing: ${[...reasons, ...more].join(', ')}`;
  return doubt === null ? sentence : `${sentence}. ${doubtSentence(doubt)}`;
}

/** Of the line that hides: `4 files are removed here (517 kB): a, b, c and 1 more`. */
export function hiddenHereMessage({ files, bytes, ways, paths }: WastedAt): string {
  const what = ways.map((way, index) => wayText(way, index === 0)).join(', ');
  return `${what} here (${bytesText(bytes)}): ${pathList(paths, files)}`;
}

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

const PATHS = 3;
const LONGEST_PATH = 100;

function pathList(paths: WastedAt['paths'], files: number): string {
  const shown = paths.slice(0, PATHS).map(({ path }) => showControls(cutMiddle(path, LONGEST_PATH)));
  const rest = files - shown.length;
  return rest > 0 ? `${shown.join(', ')} and ${countText(rest)} more` : shown.join(', ');
}
