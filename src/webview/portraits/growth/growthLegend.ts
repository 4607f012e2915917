import { DIFFERENCES, type GrowthPicture } from '../../../core/picture/growthTypes.ts';
import { bytesChangeText, bytesText } from '../../../core/words/bytesText.ts';
import type { CommonWords } from '../commonWords.ts';
import type { Key } from '../portrait.ts';

/** What the colours and stripes mean, and how many bytes have them. */
export function growthLegend({ files }: GrowthPicture, { text }: CommonWords, isOnlyDiffering: boolean): Key[] {
  const sums = { grown: 0, shrunk: 0, gone: 0, changed: 0, alike: 0 };
  files.difference.forEach((difference, file) => {
    const growth = files.after[file] - files.before[file];
    if (growth > 0) sums.grown += growth;
    else if (growth < 0) sums[DIFFERENCES[difference] === 'removed' ? 'gone' : 'shrunk'] -= growth;
    else sums[difference === 0 ? 'alike' : 'changed'] += files.bytes[file];
  });
  const keys: readonly (readonly [string, Parameters<CommonWords['text']>[0], number, string])[] = [
    ['lw-key-grown', 'legendGrown', sums.grown, bytesChangeText(sums.grown)],
    ['lw-key-shrunk', 'legendShrunk', sums.shrunk, bytesChangeText(-sums.shrunk)],
    ['lw-key-gone', 'legendGone', sums.gone, bytesChangeText(-sums.gone)],
    ['lw-key-changed', 'legendChanged', sums.changed, bytesText(sums.changed)],
    ['lw-key-alike', 'legendAlike', isOnlyDiffering ? 0 : sums.alike, bytesText(sums.alike)],
  ];
  return keys.flatMap(([name, meaning, bytes, figure]) =>
    bytes === 0 ? [] : [{ name, text: `${text(meaning)} ${figure}` }],
  );
}
