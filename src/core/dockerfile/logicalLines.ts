/**
 * Puts together what an escape character at the end of a line continues. Comments and empty lines between the parts
 * belong to the instruction but not to its text, and do not end it.
 * https://github.com/moby/buildkit/blob/master/frontend/dockerfile/parser/parser.go (`Parse`)
 */
import { endOffsetOf, type SourceLine } from './sourceLines.ts';
import type { Escape } from './types.ts';
import { trimEndOf, trimSpaceStart } from './whitespace.ts';

/** What one line of the text adds to a logical line. */
interface Piece {
  readonly startOffset: number;
  readonly text: string;
  /** An escape character stands right after it: the next piece is joined to it. */
  readonly continued: boolean;
}

export interface LogicalLine {
  readonly text: string;
  readonly pieces: readonly Piece[];
  readonly startLine: number;
  readonly endLine: number;
  readonly startOffset: number;
  readonly endOffset: number;
}

/** The place in the lines that reading has come to. */
export interface LineCursor {
  readonly lines: readonly SourceLine[];
  next: number;
}

/** The next instruction's line, after which the cursor stands; null at the end. Heredoc bodies are read elsewhere. */
export function nextLogicalLine(cursor: LineCursor, escape: Escape): LogicalLine | null {
  for (let first = take(cursor); first; first = take(cursor)) {
    const piece = firstPiece(first, escape);
    if (piece.continued || piece.text !== '') return completeLine(first, piece, cursor, escape);
  }
  return null;
}

export function take(cursor: LineCursor): SourceLine | undefined {
  const line = cursor.lines[cursor.next];
  if (line) cursor.next++;
  return line;
}

function completeLine(first: SourceLine, piece: Piece, cursor: LineCursor, escape: Escape): LogicalLine {
  const pieces = [piece];
  let last = first;
  let open = piece.continued;
  for (let line = open ? take(cursor) : undefined; line; line = open ? take(cursor) : undefined) {
    last = line;
    const content = trimSpaceStart(line.text);
    if (content === '' || content.startsWith('#')) continue;
    const next = pieceOf(line.text, line.startOffset, escape);
    pieces.push(next);
    open = next.continued;
  }
  return {
    text: pieces.map(({ text }) => text).join(''),
    pieces,
    startLine: first.number,
    endLine: last.number,
    startOffset: piece.startOffset,
    endOffset: endOffsetOf(last),
  };
}

/** Blanks before an instruction are dropped; before a continuation they are kept. */
function firstPiece(line: SourceLine, escape: Escape): Piece {
  const text = trimSpaceStart(line.text);
  const startOffset = endOffsetOf(line) - text.length;
  return text.startsWith('#') ? { startOffset, text: '', continued: false } : pieceOf(text, startOffset, escape);
}

/**
 * An escape character continues the line when only blanks follow it and no other one stands before it; three of them do
 * not, since BuildKit looks back one character only.
 */
function pieceOf(line: string, startOffset: number, escape: Escape): Piece {
  const text = trimEndOf(line, (char) => char === ' ' || char === '\t');
  const continued = text.endsWith(escape) && text.charAt(text.length - 2) !== escape;
  return { startOffset, text: continued ? text.slice(0, -1) : line, continued };
}
