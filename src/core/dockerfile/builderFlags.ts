import type { Escape } from './types.ts';
import { isAsciiSpace } from './whitespace.ts';

interface FlagWords {
  /** `--name` or `--name=value`, quotes and escapes undone. */
  readonly words: readonly string[];
  /** What follows the flags. */
  readonly rest: string;
}

/**
 * Takes the flags from the front of an instruction's arguments. A word `--` ends them.
 * https://github.com/moby/buildkit/blob/master/frontend/dockerfile/parser/split_command.go (`extractBuilderFlags`), which
 * goes byte by byte and so breaks what is not ASCII inside a flag; we do not.
 */
export function takeFlags(text: string, escape: Escape): FlagWords {
  const words: string[] = [];
  let position = skipSpaces(text, 0);
  while (text.startsWith('--', position)) {
    const flag = readFlag(text, position, escape);
    position = flag.end;
    if (flag.word === '--') break;
    words.push(flag.word);
    position = skipSpaces(text, position);
  }
  return { words, rest: text.slice(position) };
}

interface FlagWord {
  readonly word: string;
  readonly end: number;
}

function readFlag(text: string, start: number, escape: Escape): FlagWord {
  let word = '';
  let quote = '';
  let position = start;
  for (; position < text.length; position++) {
    const char = text.charAt(position);
    if (char === quote) quote = '';
    else if (quote === '' && isAsciiSpace(char)) break;
    else if (quote === '' && (char === '"' || char === "'")) quote = char;
    else if (char === escape) word += text.charAt(++position);
    else word += char;
  }
  return { word, end: Math.min(position, text.length) };
}

function skipSpaces(text: string, start: number): number {
  let position = start;
  while (position < text.length && isAsciiSpace(text.charAt(position))) position++;
  return position;
}
