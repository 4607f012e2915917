import { trimEndOf } from './whitespace.ts';

/** One line of the text. */
export interface SourceLine {
  /** From 1. */
  readonly number: number;
  readonly startOffset: number;
  /** With its line break. */
  readonly raw: string;
  /** Without it, and on the first line without a byte order mark; `startOffset` counts from here. */
  readonly text: string;
}

/**
 * Splits at `\n` only, as BuildKit does; every `\r` before it goes with it.
 * A text that ends in a line break has no empty line after it.
 */
export function splitLines(source: string): readonly SourceLine[] {
  const lines: SourceLine[] = [];
  for (let start = 0; start < source.length; ) {
    const newline = source.indexOf('\n', start);
    const end = newline === -1 ? source.length : newline + 1;
    lines.push(sourceLine(source.slice(start, end), start, lines.length + 1));
    start = end;
  }
  return lines;
}

export function endOffsetOf(line: SourceLine): number {
  return line.startOffset + line.text.length;
}

function sourceLine(raw: string, offset: number, number: number): SourceLine {
  const mark = offset === 0 && raw.startsWith('\ufeff') ? 1 : 0;
  const text = trimEndOf(raw.slice(mark), (char) => char === '\n' || char === '\r');
  return { number, startOffset: offset + mark, raw, text };
}
