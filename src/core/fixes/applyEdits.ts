import type { TextEdit } from './fix.ts';

/** @param edits Ascending, none over another. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let end = 0;
  for (const { startOffset, endOffset, newText } of edits) {
    result += text.slice(end, startOffset) + newText;
    end = endOffset;
  }
  return result + text.slice(end);
}
