import type { Position, Range } from 'vscode-languageserver';
import type { TextRange } from '../../core/dockerfile/types.ts';

/** From offsets of a text to the protocol's lines and columns, which count from 0, and back. */
export interface TextPositions {
  positionAt(offset: number): Position;
  rangeOf(range: TextRange): Range;
  /** The nearest offset in the text. */
  offsetAt(position: Position): number;
  /** Behind the last character of a line that is no blank. */
  endOfLine(line: number): Position;
}

/** A lone carriage return ends a line here, as the protocol has it, though not for BuildKit. */
export function textPositions(text: string): TextPositions {
  const starts = [0, ...Array.from(text.matchAll(/\r\n|\r|\n/g), (end) => end.index + end[0].length)];
  const lineEnd = (line: number): number => starts[line + 1] ?? text.length;
  const positionAt = (offset: number): Position => {
    const line = lastUpTo(starts, offset);
    return { line, character: offset - starts[line] };
  };
  return {
    positionAt,
    rangeOf: ({ startOffset, endOffset }) => ({ start: positionAt(startOffset), end: positionAt(endOffset) }),
    offsetAt: ({ line, character }) => {
      if (line >= starts.length) return text.length;
      return Math.min(starts[line] + character, lineEnd(line));
    },
    endOfLine: (line) => ({ line, character: text.slice(starts[line], lineEnd(line)).trimEnd().length }),
  };
}

/** Position of the last number that is not above `value`, in ascending numbers of which the first is 0. */
function lastUpTo(ascending: readonly number[], value: number): number {
  let low = 0;
  let high = ascending.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (ascending[middle] <= value) low = middle;
    else high = middle;
  }
  return low;
}
