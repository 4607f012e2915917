import type { Escape } from './types.ts';
import { isSpace } from './whitespace.ts';

/**
 * Splits at white space outside quotes; quotes and escape characters stay in the words.
 * https://github.com/moby/buildkit/blob/master/frontend/dockerfile/parser/line_parsers.go (`parseWords`)
 */
export function splitWords(text: string, escape: Escape): readonly string[] {
  const words: string[] = [];
  for (let position = 0; position < text.length; ) {
    if (isSpace(text.charAt(position))) {
      position++;
      continue;
    }
    const { word, end } = readWord(text, position, escape);
    if (word !== '') words.push(word);
    position = end;
  }
  return words;
}

function readWord(text: string, start: number, escape: Escape): { readonly word: string; readonly end: number } {
  let word = '';
  let quote = '';
  let position = start;
  for (; position < text.length; position++) {
    const char = text.charAt(position);
    if (quote === '' && isSpace(char)) break;
    const escaping = char === escape && quote !== "'";
    // An escape character with nothing after it is dropped.
    if (escaping && position + 1 === text.length) continue;
    if (escaping) word += char + text.charAt(++position);
    else {
      if (char === quote) quote = '';
      else if (quote === '' && (char === '"' || char === "'")) quote = char;
      word += char;
    }
  }
  return { word, end: position };
}
