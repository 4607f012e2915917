import { bytesText } from '../../core/words/bytesText.ts';
import { type Coloring, kindOf, wayOf } from '../draw/appearance.ts';
import { element } from '../element.ts';
import type { PictureModel } from '../model/pictureModel.ts';
import type { Words } from '../words.ts';

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
export function legend(model: PictureModel, words: Words, coloring: Coloring): HTMLElement[] {
  const { visible, wasted } = sums(model);
  const key = (name: string, text: string, bytes: number): HTMLElement =>
    element('li', {}, element('span', { class: `lw-key ${name}` }), `${text} ${bytesText(bytes)}`);
  const hatched = WASTED.flatMap(([name, text], i) => {
    const shown = coloring === 'layer' ? `${name} lw-key-plain` : name;
    return wasted[i] > 0 ? [key(shown, words.text(text), wasted[i])] : [];
  });
  if (coloring === 'layer') return hatched;
  const plain = VISIBLE.flatMap(([name, text], i) => (visible[i] > 0 ? [key(name, words.text(text), visible[i])] : []));
  return [...plain, ...hatched];
}

function sums({ files }: PictureModel): { visible: number[]; wasted: number[] } {
  const sum = { visible: [0, 0, 0], wasted: [0, 0, 0] };
  files.bytes.forEach((bytes, file) => {
    const way = wayOf(files.how[file]);
    if (way === null) sum.visible[kindOf(files.change[file])] += bytes;
    else sum.wasted[way] += bytes;
  });
  return sum;
}
