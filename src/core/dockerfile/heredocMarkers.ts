/**
 * Finds the heredocs that a logical line announces. BuildKit reads them with its shell lexer and always with a backslash
 * as escape character, whatever the escape directive says.
 * https://github.com/moby/buildkit/blob/master/frontend/dockerfile/parser/parser.go (`heredocsFromLine`)
 */
import type { Instruction } from './instruction.ts';
import { type Lexed, lexShellWords } from './shellLexer.ts';
import type { Heredoc } from './types.ts';

/** A heredoc whose body is still to be read. */
export type HeredocMarker = Omit<Heredoc, 'content'>;

interface HeredocMarkers {
  readonly markers: readonly HeredocMarker[];
  /** Why a marker does not parse; none of the line's counts then. */
  readonly problem: string | null;
}

const NONE: HeredocMarkers = { markers: [], problem: null };

export function heredocMarkers(instruction: Instruction): HeredocMarkers {
  if (!canHaveHeredocs(instruction) || !instruction.original.includes('<<')) return NONE;
  const line = lex(instruction.original, true, true);
  // A line that does not parse has no heredocs: the shell will have to make sense of it.
  if (line.problem !== null) return NONE;
  const markers: HeredocMarker[] = [];
  for (const word of line.words) {
    const marker = parseMarker(word);
    if (typeof marker === 'string') return { markers: [], problem: marker };
    if (marker) markers.push(marker);
  }
  return { markers, problem: null };
}

function canHaveHeredocs(instruction: Instruction): boolean {
  const subject = instruction.trigger ?? instruction;
  return ['RUN', 'COPY', 'ADD'].includes(subject.instruction) && !subject.json;
}

/** Null for a word that is not a marker, a message for one that is broken. */
function parseMarker(word: string): HeredocMarker | string | null {
  const [, fileDescriptor, dash, rest] = /^(\d*)<<(-?)[\t\n\f\r ]*([^<]*)$/.exec(word) ?? [];
  if (!rest) return null;
  const unquoted = lex(rest, false);
  if (unquoted.problem !== null) return unquoted.problem;
  const [name] = unquoted.words;
  if (name === undefined || unquoted.words.length > 1) return null;
  const quoted = lex(rest, true);
  if (quoted.problem !== null || quoted.words.length !== 1) return `cannot read the heredoc ${word}`;
  return {
    name,
    // With its quotes the name has more of them than without where part of it is quoted.
    expand: countQuotes(name) === countQuotes(quoted.words[0] ?? ''),
    chomp: dash === '-',
    fileDescriptor: Math.min(Number(fileDescriptor), Number.MAX_SAFE_INTEGER),
  };
}

function lex(text: string, rawQuotes: boolean, rawEscapes = false): Lexed {
  return lexShellWords(text, { lookup: () => undefined, escape: '\\', rawQuotes, rawEscapes, keepUnset: true });
}

function countQuotes(word: string): number {
  return word.replace(/[^'"]/g, '').length;
}
