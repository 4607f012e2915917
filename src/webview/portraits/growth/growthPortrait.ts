import { DIFFERENCES, type GrowthData } from '../../../core/picture/growthTypes.ts';
import type { PictureTexts } from '../../../core/words/pictureTexts.ts';
import type { Item } from '../../layout/box.ts';
import { type Counted, measureOf } from '../../layout/folderItems.ts';
import { pictureModel } from '../../model/pictureModel.ts';
import { commonWords } from '../commonWords.ts';
import type { Bar, Portrait } from '../portrait.ts';
import { growthAppearance, growthColors } from './growthColors.ts';
import { growthLegend } from './growthLegend.ts';
import { growthSteps } from './growthSteps.ts';
import { growthWords } from './growthWords.ts';
import { DIFFERING, GROWTH, growthMeasures } from './measures.ts';

/** Two images: area is the larger of a file's bytes before and after, and colour is how much of them came or went. */
export function growthPortrait(data: GrowthData, texts: PictureTexts): Portrait {
  const { picture, steps } = data;
  const { files } = picture;
  const model = pictureModel(picture, growthMeasures(picture));
  const common = commonWords(model, texts, 'allFiles');
  const { text } = common;
  const growthOf = (item: Item, counted: Counted): number => measureOf(model, counted, item, GROWTH);
  return {
    model,
    steps: growthSteps(data, common),
    colorings: [{ name: 'growth', text: text('byGrowth') }],
    only: { text: text('onlyDiffering'), isOn: files.difference.some((difference) => difference > 0) },
    wholeText: text('allDifferences'),
    colors: growthColors,
    words: (counted) => growthWords(model, picture, steps, common, counted),
    appearance(item, counted, _, theme) {
      const differing = measureOf(model, counted, item, DIFFERING);
      const difference =
        item.kind === 'file' ? files.difference[item.file] : differing > 0 ? DIFFERENCES.indexOf('modified') : 0;
      return growthAppearance({ bytes: item.bytes, growth: growthOf(item, counted), difference }, theme);
    },
    legend: (_, isOnly) => growthLegend(picture, common, isOnly),
    bar(item, counted): Bar[] {
      const growth = growthOf(item, counted);
      if (growth === 0) {
        const differing = measureOf(model, counted, item, DIFFERING);
        return [
          { name: 'lw-changed', bytes: differing },
          { name: 'lw-alike', bytes: item.bytes - differing },
        ];
      }
      const came = Math.min(Math.abs(growth), item.bytes);
      return [
        { name: growth > 0 ? 'lw-grown' : 'lw-shrunk', bytes: came },
        { name: 'lw-alike', bytes: item.bytes - came },
      ];
    },
    kept: () => Uint8Array.from(files.difference, (difference) => (difference > 0 ? 1 : 0)),
    isOfStep: (file, selected) => selected.has(files.group[file]),
    stepOf: (file) => files.group[file],
    targets(file) {
      const group = files.group[file];
      const hasLine = group >= 0 && steps.at(group)?.line !== null;
      return hasLine ? [{ text: text('goToBlamed'), step: group }] : [];
    },
    openText(file) {
      if (files.count[file] > 1 || files.name[file] === '') return null;
      return files.before[file] > 0 && files.after[file] > 0 ? text('openDifference') : text('openFile');
    },
  };
}
