import { WAYS } from '../core/picture/types.ts';
import { bytesText } from '../core/words/bytesText.ts';
import { countText } from '../core/words/countText.ts';
import { percentText } from '../core/words/percentText.ts';
import type { PictureTexts } from '../core/words/pictureTexts.ts';
import { secondsText } from '../core/words/secondsText.ts';
import { showControls } from '../core/words/showControls.ts';
import type { Item } from './layout/box.ts';
import { filePath, folderPath } from './model/paths.ts';
import type { PictureModel } from './model/pictureModel.ts';

/** Sentences about what is in the picture. All of them can be shown as they are: names have no controls in them. */
export interface Words {
  text(name: keyof PictureTexts, ...given: readonly (string | number)[]): string;
  /** `line 28`, or `layer 4` where no line made it. */
  place(layer: number): string;
  /** `line 28: RUN …`. */
  placeAndText(layer: number): string;
  name(item: Item): string;
  path(item: Item): string;
  /** What there is to say of it, each a sentence: bytes, writer, hider. */
  facts(item: Item): string[];
  /** Of a step: what it ships, wastes and took. */
  layerFacts(layer: number): string[];
  files(count: number): string;
}

const LONGEST = 90;

export function wordsOf(
  model: PictureModel,
  texts: PictureTexts,
  totalsOf: (folder: number) => { readonly bytes: number; readonly wasted: number; readonly files: number },
): Words {
  const text: Words['text'] = (name, ...given) =>
    texts[name].replaceAll(/\{(\d)\}/g, (whole, place: string) => String(given.at(Number(place)) ?? whole));
  const files = (count: number): string => (count === 1 ? text('oneFile') : text('files', countText(count)));
  const smaller = (count: number): string =>
    count === 1 ? text('oneSmallerFile') : text('smallerFiles', countText(count));
  const place = (layer: number): string => {
    const { line } = model.layers[layer] ?? { line: null };
    return line === null ? text('layer', layer) : text('line', line);
  };
  const share = (bytes: number): string =>
    text('ofWhole', percentText(model.shippedBytes === 0 ? 0 : bytes / model.shippedBytes));
  const size = (bytes: number): string => `${bytesText(bytes)}, ${share(bytes)}`;
  const wastedText = (wasted: number, bytes: number): string[] => {
    if (wasted === 0) return [];
    return [wasted === bytes ? text('allWasted') : text('wastedOf', bytesText(wasted))];
  };
  const placeAndText = (layer: number): string => {
    const instruction = showControls(model.layers[layer]?.text ?? '');
    const short = instruction.length > LONGEST ? `${instruction.slice(0, LONGEST - 1)}…` : instruction;
    return text('placeAndText', place(layer), short);
  };

  function fileFacts(file: number): string[] {
    const { bytes, count, layer, how, hiddenBy } = model.files;
    const way = WAYS[how[file]];
    const hidden =
      way === 'visible'
        ? []
        : [
            hiddenBy[file] < 0
              ? text('hiddenLater', text(way))
              : text('hiddenIn', text(way), placeAndText(hiddenBy[file])),
          ];
    return [
      size(bytes[file]),
      ...(count[file] > 1 ? [files(count[file])] : []),
      text('writtenIn', placeAndText(layer[file])),
      ...hidden,
    ];
  }

  return {
    text,
    place,
    placeAndText,
    files,
    name(item) {
      if (item.kind === 'small') return smaller(item.count);
      if (item.kind === 'folder') return showControls(model.folders.name[item.folder]) || text('wholeImage');
      const name = model.files.name[item.file];
      return name === '' ? smaller(model.files.count[item.file]) : showControls(name);
    },
    path(item) {
      const path = item.kind === 'file' ? filePath(model, item.file) : folderPath(model, item.folder);
      return `/${showControls(path)}`;
    },
    facts(item) {
      if (item.kind === 'file') return fileFacts(item.file);
      if (item.kind === 'small') return [size(item.bytes), ...wastedText(item.wasted, item.bytes)];
      const totals = totalsOf(item.folder);
      return [size(totals.bytes), files(totals.files), ...wastedText(totals.wasted, totals.bytes)];
    },
    layerFacts(layer) {
      const { shippedBytes, wastedBytes, isBase, seconds, cached } = model.layers[layer];
      return [
        ...(isBase ? [text('baseImage')] : []),
        text('shipped', bytesText(shippedBytes)),
        ...wastedText(wastedBytes, shippedBytes),
        ...(cached ? [text('cached')] : seconds === null ? [] : [text('took', secondsText(seconds))]),
      ];
    },
  };
}
