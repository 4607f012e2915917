/**
 * BuildKit's reading of shell words: quotes, escapes and `$` expansion, and nothing else of a shell. It goes through the
 * text once; `$` hands over to parameterExpansion.ts, which is given the way back here for what stands behind a modifier.
 * https://github.com/moby/buildkit/blob/master/frontend/dockerfile/shell/lex.go
 */
import { type Lexer, type LexerOptions, next, peek, ShellSyntaxError } from './lexer.ts';
import { expandParameter, type OperandKind } from './parameterExpansion.ts';
import { isSpace } from './whitespace.ts';

/** What the text comes to, whole and split into words; or why it does not parse. */
export type Lexed =
  | { readonly text: string; readonly words: readonly string[]; readonly problem: null }
  | { readonly problem: string };

/** No `${…}` of a person is deeper; the stack is. */
const DEEPEST = 64;

/** What Linux allows one environment variable. Without a limit `A=$A$A` a few dozen times over fills the memory. */
const LONGEST_EXPANSION = 128 * 1024;

export function lexShellWords(source: string, options: LexerOptions): Lexed {
  const longest = source.length + LONGEST_EXPANSION;
  const rawEscapes = options.rawEscapes ?? false;
  try {
    const start = { position: 0, word: '', depth: 0, inPattern: false };
    const lexer = { ...options, ...start, source, rawEscapes, longest };
    return { ...readUntil(lexer, null), problem: null };
  } catch (error) {
    if (error instanceof ShellSyntaxError) return { problem: error.message };
    throw error;
  }
}

/** Reads up to `stop` and over it; null reads to the end. */
function readUntil(lexer: Lexer, stop: string | null): { readonly text: string; readonly words: string[] } {
  // The word under way is lost when a `${…}` with a modifier stands in it. That is BuildKit's reading too.
  lexer.word = '';
  let text = '';
  const words: string[] = [];
  for (let char = peek(lexer); char !== ''; char = peek(lexer)) {
    if (char === stop) {
      lexer.position++;
      return { text, words: finish(lexer, words) };
    }
    text = bounded(lexer, text + readPart(lexer, char, words));
  }
  if (stop !== null) throw new ShellSyntaxError(`unexpected end of statement while looking for matching ${stop}`);
  return { text, words: finish(lexer, words) };
}

/** The same one `${` deeper. */
function readOperand(lexer: Lexer, stop: string, kind: OperandKind): string {
  if (lexer.depth === DEEPEST) throw new ShellSyntaxError('${…} is nested too deep');
  const { rawEscapes, inPattern } = lexer;
  lexer.rawEscapes = kind !== 'word';
  lexer.inPattern = kind === 'pattern';
  lexer.depth++;
  const { text } = readUntil(lexer, stop);
  lexer.depth--;
  lexer.rawEscapes = rawEscapes;
  lexer.inPattern = inPattern;
  return text;
}

function bounded(lexer: Lexer, text: string): string {
  if (text.length > lexer.longest) throw new ShellSyntaxError('the expansion is too long');
  return text;
}

function readPart(lexer: Lexer, char: string, words: string[]): string {
  switch (char) {
    case '$':
      return addSplit(lexer, words, expandParameter(lexer, readOperand));
    case '<':
      return addWhole(lexer, readLessThan(lexer));
    case "'":
      return addWhole(lexer, readSingleQuoted(lexer));
    case '"':
      return addWhole(lexer, readDoubleQuoted(lexer));
    case lexer.escape:
      return addWhole(lexer, readEscaped(lexer));
    default:
      return addSplit(lexer, words, next(lexer));
  }
}

/** Blanks in `text` end words. */
function addSplit(lexer: Lexer, words: string[], text: string): string {
  for (const char of text) {
    if (!isSpace(char)) lexer.word += char;
    else finish(lexer, words);
  }
  return text;
}

function addWhole(lexer: Lexer, text: string): string {
  lexer.word += text;
  return text;
}

function finish(lexer: Lexer, words: string[]): string[] {
  if (lexer.word !== '') words.push(lexer.word);
  lexer.word = '';
  return words;
}

function readEscaped(lexer: Lexer): string {
  const escape = next(lexer);
  return (lexer.rawEscapes ? escape : '') + next(lexer);
}

function readSingleQuoted(lexer: Lexer): string {
  const start = lexer.position;
  const end = lexer.source.indexOf("'", start + 1);
  if (end === -1) throw new ShellSyntaxError('unexpected end of statement while looking for matching single-quote');
  lexer.position = end + 1;
  const quoted = lexer.source.slice(start + 1, end);
  const text = lexer.inPattern ? quoted.replaceAll(lexer.escape, lexer.escape + lexer.escape) : quoted;
  return lexer.rawQuotes ? `'${text}'` : text;
}

function readDoubleQuoted(lexer: Lexer): string {
  const quote = next(lexer);
  let text = '';
  for (let char = peek(lexer); char !== '"'; char = peek(lexer)) {
    if (char === '') throw new ShellSyntaxError('unexpected end of statement while looking for matching double-quote');
    text = bounded(lexer, text + readQuoted(lexer, char));
  }
  lexer.position++;
  return lexer.rawQuotes ? quote + text + quote : text;
}

/** Between double quotes only three characters can be escaped; before any other the escape character is itself. */
function readQuoted(lexer: Lexer, char: string): string {
  if (char === '$') return expandParameter(lexer, readOperand);
  if (char !== lexer.escape) return next(lexer);
  lexer.position++;
  const escaped = peek(lexer);
  if (escaped === '') return '';
  if (escaped === '"' || escaped === '$' || escaped === char) return (lexer.rawEscapes ? char : '') + next(lexer);
  return lexer.rawEscapes && (!lexer.rawQuotes || lexer.inPattern) ? char + char : char;
}

/** Blanks after `<<` belong to the word: a heredoc's name may stand apart. */
function readLessThan(lexer: Lexer): string {
  const start = lexer.position++;
  if (peek(lexer) !== '<') return '<';
  do lexer.position++;
  while (/^[\t\r ]$/.test(peek(lexer)));
  return lexer.source.slice(start, lexer.position);
}
