import type { Picture } from '../../../core/picture/types.ts';
import { bytesText } from '../../../core/words/bytesText.ts';
import type { CommonWords } from '../commonWords.ts';
import type { Key } from '../portrait.ts';
import { kindOf, wayOf } from './ways.ts';

const VISIBLE = [
  ['lw-key-added', 'legendAdded'],
  ['lw-key-modified', 'legendModified'],
  ['lw-key-again', 'legendAgain'],
] as const;
const WASTED = [
  ['lw-key-removed', 'legendRemoved'],
  ['lw-key-overwritten', 'legendOverwritten'],
  ['lw-key-repeated', 'legendRepeated'],
] as const;

/** What the colours and stripes mean, and how many bytes have them. */
export function imageLegend(picture: Picture, { text }: CommonWords, isByLayer: boolean): Key[] {
  const { visible, wasted } = sums(picture);
  const hatched = WASTED.flatMap(([name, meaning], i) => {
    const shown = isByLayer ? `${name} lw-key-plain` : name;
    return wasted[i] > 0 ? [{ name: shown, text: `${text(meaning)} ${bytesText(wasted[i])}` }] : [];
  });
  if (isByLayer) return hatched;
  const plain = VISIBLE.flatMap(([name, meaning], i) =>
    visible[i] > 0 ? [{ name, text: `${text(meaning)} ${bytesText(visible[i])}` }] : [],
  );
  return [...plain, ...hatched];
}

function sums({ files }: Picture): { visible: number[]; wasted: number[] } {
  const sum = { visible: [0, 0, 0], wasted: [0, 0, 0] };
  files.bytes.forEach((bytes, file) => {
    const way = wayOf(files.how[file]);
    if (way === null) sum.visible[kindOf(files.change[file])] += bytes;
    else sum.wasted[way] += bytes;
  });
  return sum;
}
