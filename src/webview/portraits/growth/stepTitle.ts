import type { GrowthStep } from '../../../core/picture/growthTypes.ts';
import type { CommonWords } from '../commonWords.ts';

/** `line 7: COPY . .`; without a line what the history says. */
export function stepTitle({ line, text }: GrowthStep, { lineAndText, shortText }: CommonWords): string {
  return line === null ? shortText(text) : lineAndText(line, text);
}
