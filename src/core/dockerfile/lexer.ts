import type { Escape } from './types.ts';

export interface LexerOptions {
  readonly lookup: (name: string) => string | undefined;
  readonly escape: Escape;
  /** Keep the quotes. */
  readonly rawQuotes?: boolean;
  /** Keep the escape characters. */
  readonly rawEscapes?: boolean;
  /** Keep a reference to an unset variable instead of putting nothing in its place. */
  readonly keepUnset?: boolean;
}

/** Where reading stands. */
export interface Lexer extends LexerOptions {
  readonly source: string;
  position: number;
  rawEscapes: boolean;
  /** A pattern is being read: a quoted escape character is doubled, since the pattern has escapes of its own. */
  inPattern: boolean;
  /** The word being put together. */
  word: string;
  depth: number;
  readonly longest: number;
}

/** Ends the reading; caught in `lexShellWords`. */
export class ShellSyntaxError extends Error {}

export function peek(lexer: Lexer): string {
  return lexer.source.charAt(lexer.position);
}

export function next(lexer: Lexer): string {
  return lexer.source.charAt(lexer.position++);
}
