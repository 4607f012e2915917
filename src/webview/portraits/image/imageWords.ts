import { type Picture, type PictureLayer, WAYS } from '../../../core/picture/types.ts';
import { bytesText } from '../../../core/words/bytesText.ts';
import { percentText } from '../../../core/words/percentText.ts';
import { secondsText } from '../../../core/words/secondsText.ts';
import type { Item } from '../../layout/box.ts';
import { type Counted, measureOf } from '../../layout/folderItems.ts';
import type { PictureModel } from '../../model/pictureModel.ts';
import type { CommonWords } from '../commonWords.ts';
import type { Words } from '../portrait.ts';
import { WASTED } from './measures.ts';

/** What is told of files and folders of an image: bytes, writer, hider. */
export function imageWords(
  model: PictureModel,
  { files: columns }: Picture,
  layers: readonly PictureLayer[],
  common: CommonWords,
  counted: () => Counted,
): Words {
  const { text, files } = common;
  const size = (bytes: number): string =>
    `${bytesText(bytes)}, ${text('ofWhole', percentText(model.bytes === 0 ? 0 : bytes / model.bytes))}`;
  const place = (layer: number): string => layerTitle(layers, layer, common);

  function fileFacts(file: number): string[] {
    const { bytes, count, layer, how, hiddenBy } = columns;
    const way = WAYS[how[file]];
    const hider = hiddenBy[file];
    const hidden = hider < 0 ? text('hiddenLater', text(way === 'visible' ? 'removed' : way)) : null;
    return [
      size(bytes[file]),
      ...(count[file] > 1 ? [files(count[file])] : []),
      text('writtenIn', place(layer[file])),
      ...(way === 'visible' ? [] : [hidden ?? text('hiddenIn', text(way), place(hider))]),
    ];
  }

  return {
    ...common,
    figure: ({ bytes }) => bytesText(bytes),
    facts(item: Item) {
      if (item.kind === 'file') return fileFacts(item.file);
      const now = counted();
      const ofFolder = item.kind === 'folder' ? [files(now.totals.files[item.folder])] : [];
      const wasted = measureOf(model, now, item, WASTED);
      return [size(item.bytes), ...ofFolder, ...wastedFacts(common, wasted, item.bytes)];
    },
  };
}

/** `line 28: RUN …`, or `layer 4: …` where no line made it. */
export function layerTitle(layers: readonly PictureLayer[], layer: number, common: CommonWords): string {
  const { line, text } = layers[layer] ?? { line: null, text: '' };
  if (line !== null) return common.lineAndText(line, text);
  return common.text('placeAndText', common.text('layer', layer), common.shortText(text));
}

/** Of a step: what it ships, wastes and took. */
export function layerFacts(layer: PictureLayer, common: CommonWords): string[] {
  const { shippedBytes, wastedBytes, isBase, seconds, cached } = layer;
  const { text } = common;
  return [
    ...(isBase ? [text('baseImage')] : []),
    text('shipped', bytesText(shippedBytes)),
    ...wastedFacts(common, wastedBytes, shippedBytes),
    ...(cached ? [text('cached')] : seconds === null ? [] : [text('took', secondsText(seconds))]),
  ];
}

function wastedFacts({ text }: CommonWords, wasted: number, bytes: number): string[] {
  if (wasted === 0) return [];
  return [wasted === bytes ? text('allWasted') : text('wastedOf', bytesText(wasted))];
}
