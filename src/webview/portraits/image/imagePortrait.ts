import type { PictureData } from '../../../core/picture/types.ts';
import type { PictureTexts } from '../../../core/words/pictureTexts.ts';
import { measureOf } from '../../layout/folderItems.ts';
import { pictureModel } from '../../model/pictureModel.ts';
import { commonWords } from '../commonWords.ts';
import type { Portrait } from '../portrait.ts';
import { imageColors, layerAppearance, mixedAppearance, stateAppearance } from './imageColors.ts';
import { imageLegend } from './imageLegend.ts';
import { imageWords, layerFacts, layerTitle } from './imageWords.ts';
import { imageMeasures, WASTED } from './measures.ts';

/** An image: area is bytes, colour is what became of a file or the layer that ships it, and stripes are on what is wasted. */
export function imagePortrait({ picture, layers }: PictureData, texts: PictureTexts): Portrait {
  const { files } = picture;
  const model = pictureModel(picture, imageMeasures(picture));
  const common = commonWords(model, texts, 'wholeImage');
  const { text } = common;
  const isOfStep = (file: number, selected: ReadonlySet<number>): boolean =>
    selected.has(files.layer[file]) || selected.has(files.hiddenBy[file]);
  const hasLine = (layer: number): boolean => layer >= 0 && layers[layer]?.line !== null;
  return {
    model,
    steps: layers.map((layer, i) => ({
      name: layer.line === null ? `#${i}` : String(layer.line),
      title: layerTitle(layers, i, common),
      facts: layerFacts(layer, common),
      isBase: layer.isBase,
      bars: [
        { name: 'lw-wasted', bytes: layer.wastedBytes },
        { name: 'lw-visible', bytes: layer.visibleBytes },
      ],
    })),
    colorings: [
      { name: 'state', text: text('byState') },
      { name: 'layer', text: text('byLayer') },
    ],
    only: { text: text('onlySelected'), isOn: false },
    wholeText: text('wholeImage'),
    colors: imageColors(layers),
    words: (counted) => imageWords(model, picture, layers, common, counted),
    appearance(item, counted, coloring, theme) {
      if (item.kind !== 'file') return mixedAppearance(item, measureOf(model, counted, item, WASTED), theme);
      return (coloring === 'layer' ? layerAppearance : stateAppearance)(picture, item.file, theme);
    },
    legend: (coloring) => imageLegend(picture, common, coloring === 'layer'),
    bar(item, counted) {
      const wasted = measureOf(model, counted, item, WASTED);
      return [
        { name: 'lw-visible', bytes: item.bytes - wasted },
        { name: 'lw-wasted', bytes: wasted },
      ];
    },
    kept(selected) {
      if (selected.size === 0) return null;
      return Uint8Array.from(files.layer, (_, file) => (isOfStep(file, selected) ? 1 : 0));
    },
    isOfStep,
    stepOf: (file) => files.layer[file],
    targets(file) {
      const [writer, hider] = [files.layer[file], files.hiddenBy[file]];
      return [
        ...(hasLine(writer) ? [{ text: text('goToWriter'), step: writer }] : []),
        ...(files.how[file] > 0 && hasLine(hider) ? [{ text: text('goToHider'), step: hider }] : []),
      ];
    },
    openText: (file) => (files.count[file] === 1 && files.name[file] !== '' ? text('openFile') : null),
  };
}
