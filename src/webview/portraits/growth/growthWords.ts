import { DIFFERENCES, type GrowthPicture, type GrowthStep } from '../../../core/picture/growthTypes.ts';
import { bytesChangeText, bytesText } from '../../../core/words/bytesText.ts';
import { type Counted, measureOf } from '../../layout/folderItems.ts';
import type { PictureModel } from '../../model/pictureModel.ts';
import type { CommonWords } from '../commonWords.ts';
import type { Words } from '../portrait.ts';
import { DIFFERING, GROWTH } from './measures.ts';
import { stepTitle } from './stepTitle.ts';

/** What is told of files and folders of two images: bytes before and after, and the instruction that is to blame. */
export function growthWords(
  model: PictureModel,
  { files: columns }: GrowthPicture,
  steps: readonly GrowthStep[],
  common: CommonWords,
  counted: () => Counted,
): Words {
  const { text, files } = common;

  function fileFacts(file: number): string[] {
    const { before, after, count, difference, group } = columns;
    const kind = DIFFERENCES[difference[file]];
    const blamed = steps.at(group[file]);
    return [
      sizesText(before[file], after[file]),
      text(kindTexts[kind]),
      ...(count[file] > 1 ? [files(count[file])] : []),
      ...(group[file] < 0 || blamed === undefined ? [] : [text('becauseOf', stepTitle(blamed, common))]),
    ];
  }

  return {
    ...common,
    figure(item) {
      const growth = measureOf(model, counted(), item, GROWTH);
      if (growth !== 0) return bytesChangeText(growth);
      return measureOf(model, counted(), item, DIFFERING) === 0 ? '=' : '±0 B';
    },
    facts(item) {
      if (item.kind === 'file') return fileFacts(item.file);
      const now = counted();
      const [growth, differing] = [measureOf(model, now, item, GROWTH), measureOf(model, now, item, DIFFERING)];
      return [
        text('inAll', bytesChangeText(growth)),
        ...(item.kind === 'folder' ? [files(now.totals.files[item.folder])] : []),
        ...(differing === 0 ? [text('alike')] : [text('differing', bytesText(differing))]),
      ];
    },
  };
}

const kindTexts = {
  identical: 'alike',
  added: 'onlySecond',
  removed: 'onlyFirst',
  modified: 'otherContent',
  metadata: 'otherMetadata',
} as const;

function sizesText(before: number, after: number): string {
  if (before === after) return bytesText(after);
  if (before === 0 || after === 0) return bytesChangeText(after - before);
  return `${bytesText(before)} → ${bytesText(after)}`;
}
