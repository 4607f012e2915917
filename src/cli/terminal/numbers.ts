import { bytesText } from '../../core/words/bytesText.ts';
import { countText } from '../../core/words/countText.ts';

/** As `bytesText`, but nothing for nothing: an empty cell is read faster than a zero. */
export function bytesOrBlank(bytes: number): string {
  return bytes === 0 ? '' : bytesText(bytes);
}

export function countOrBlank(count: number): string {
  return count === 0 ? '' : countText(count);
}
