import type { Step } from '../dockerfile/types.ts';
import type { TextEdit } from './fix.ts';

/** Takes away an instruction with its lines, and one of two empty lines that would meet then. */
export function deleteStep(text: string, step: Step): TextEdit {
  const lineStart = text.lastIndexOf('\n', step.startOffset - 1) + 1;
  const next = text.indexOf('\n', step.endOffset);
  const lineEnd = next === -1 ? text.length : next + 1;
  const emptyAbove = /(?:^|\n)[ \t]*\r?\n$/.test(text.slice(0, lineStart));
  const emptyBelow = /^[ \t]*\r?\n/.exec(text.slice(lineEnd))?.[0] ?? '';
  return { startOffset: lineStart, endOffset: emptyAbove ? lineEnd + emptyBelow.length : lineEnd, newText: '' };
}
