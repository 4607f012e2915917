import { nextLogicalLine } from './logicalLines.ts';
import { splitLines } from './sourceLines.ts';
import type { Dockerfile, Step } from './types.ts';
import { trimEndOf } from './whitespace.ts';

/** The command of a RUN in shell form, as its shell is given it, and where each of its characters stands. */
export interface CommandText {
  readonly text: string;
  /** Of its first character in the Dockerfile. */
  readonly startOffset: number;
  /** Behind its last character. */
  readonly endOffset: number;
  /** It goes on behind an escape character at the end of a line. */
  readonly isContinued: boolean;
  /** Of a character of the command in the Dockerfile. */
  offsetAt(position: number): number;
}

/** Null for a step without such a command: in JSON form, with heredocs, empty. */
export function commandText({ text: source, escape }: Dockerfile, step: Step): CommandText | null {
  const [text = ''] = step.args;
  if (step.instruction !== 'RUN' || step.json || step.heredocs.length > 0 || text === '') return null;
  const lines = splitLines(source.slice(step.startOffset, step.endOffset));
  const line = nextLogicalLine({ lines, next: 0 }, escape);
  if (line?.text !== step.original) return null;
  const start = trimEndOf(line.text, (char) => '\t\v\f\r '.includes(char)).length - text.length;
  if (line.text.slice(start, start + text.length) !== text) return null;

  const pieces = line.pieces.filter((piece) => piece.text !== '');
  const offsetAt = (position: number): number => {
    let before = 0;
    for (const piece of pieces) {
      const within = start + position - before;
      if (within < piece.text.length) return step.startOffset + piece.startOffset + within;
      before += piece.text.length;
    }
    return step.endOffset;
  };
  return {
    text,
    startOffset: offsetAt(0),
    endOffset: offsetAt(text.length - 1) + 1,
    isContinued: line.pieces.length > 1,
    offsetAt,
  };
}
