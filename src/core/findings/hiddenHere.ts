import { hidingWords, hidingWordsOfSeveral } from '../words/hidingWords.ts';
import type { Finding } from './finding.ts';
import { rules as allRules } from './rules.ts';
import { are, filesText, pathsText } from './sentences.ts';

/** Of the line that hid: `2 files (5 kB) are removed here: a, b`. One sentence without a full stop, not escaped. */
export function hiddenHere(finding: Finding): string {
  const { files } = finding;
  const words = files === 1 ? hidingWords : hidingWordsOfSeveral;
  const sees = allRules.find(({ name }) => name === finding.rule)?.sees;
  const what = sees?.by === 'waste' ? words[sees.how] : 'removed or overwritten';
  return `${filesText(finding)} ${are(files)} ${what} here: ${pathsText(finding)}`;
}
