import type { GrowthData } from '../../../core/picture/growthTypes.ts';
import { bytesChangeText, bytesText } from '../../../core/words/bytesText.ts';
import type { CommonWords } from '../commonWords.ts';
import type { PortraitStep } from '../portrait.ts';
import { stepTitle } from './stepTitle.ts';

/** The instructions that are to blame, each with what came and what went because of it. */
export function growthSteps({ picture, steps }: GrowthData, common: CommonWords): PortraitStep[] {
  const sums = steps.map(() => ({ grown: 0, shrunk: 0, changed: 0 }));
  const { group, before, after, bytes } = picture.files;
  group.forEach((number, file) => {
    const sum = sums.at(number);
    if (number < 0 || sum === undefined) return;
    const growth = after[file] - before[file];
    if (growth > 0) sum.grown += growth;
    else if (growth < 0) sum.shrunk -= growth;
    else sum.changed += bytes[file];
  });
  return steps.map((step, i) => {
    const { grown, shrunk, changed } = sums[i];
    const { text } = common;
    return {
      name: step.line === null ? '#' : String(step.line),
      title: stepTitle(step, common),
      facts: [
        ...(grown > 0 ? [bytesChangeText(grown)] : []),
        ...(shrunk > 0 ? [bytesChangeText(-shrunk)] : []),
        ...(changed > 0 ? [text('changedBytes', bytesText(changed))] : []),
        ...(step.only === null ? [] : [text(step.only === 'a' ? 'stepOnlyFirst' : 'stepOnlySecond')]),
      ],
      isBase: false,
      bars: [
        { name: 'lw-grown', bytes: grown },
        { name: 'lw-shrunk', bytes: shrunk },
        { name: 'lw-changed', bytes: changed },
      ],
    };
  });
}
