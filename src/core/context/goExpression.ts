import { readClass } from './characterClass.ts';
import { type CharacterClass, character, type Token } from './pathPattern.ts';

/**
 * Reads the regular expressions that moby makes of patterns, as Go reads them: `(.*\/)?`, `.*`, classes, escapes and
 * characters, nothing else. Null for one that Go refuses. https://pkg.go.dev/regexp/syntax
 */
export function expressionTokens(expression: string): readonly Token[] | null {
  const characters = [...expression];
  const tokens: Token[] = [];
  let at = 0;
  while (at < characters.length) {
    const each = characters[at++];
    if (each === '(') {
      tokens.push({ kind: 'folders' }, { kind: 'within' });
      at += '.*/)?'.length;
    } else if (each === '.') {
      tokens.push({ kind: 'rest' });
      at += '*'.length;
    } else if (each === '[') {
      const read = readClass(characters, at, 'expression');
      if (read === null) return null;
      const isRepeated = characters[read.end] === '*';
      tokens.push(isRepeated ? { kind: 'repeated', class: read.class } : read.class);
      at = read.end + (isRepeated ? 1 : 0);
    } else if (each === '\\') {
      const escaped = escapedToken(characters[at++] ?? '');
      if (escaped === null) return null;
      tokens.push(escaped);
    } else tokens.push(each === '^' ? { kind: 'nothing' } : character(each));
  }
  return tokens;
}

const CONTROLS: ReadonlyMap<string, string> = new Map([
  ['a', '\u0007'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);

const CLASSES: ReadonlyMap<string, CharacterClass['ranges']> = new Map([
  ['d', [[0x30, 0x39]]],
  // biome-ignore format: one range a class of characters
  ['w', [[0x30, 0x39], [0x41, 0x5a], [0x5f, 0x5f], [0x61, 0x7a]]],
  // biome-ignore format: the same
  ['s', [[0x09, 0x0a], [0x0c, 0x0d], [0x20, 0x20]]],
]);

/** A path written with backslashes gets here: `out\debug` is `out`, a digit, `ebug` to Go. */
function escapedToken(escaped: string): Token | null {
  if (/^[!-/:-@[-`{-~]$/.test(escaped)) return character(escaped);
  const control = CONTROLS.get(escaped);
  if (control !== undefined) return character(control);
  const ranges = CLASSES.get(escaped.toLowerCase());
  if (ranges !== undefined) return { kind: 'class', isNegated: escaped !== escaped.toLowerCase(), ranges };
  // Places rather than characters: the end of a word, of the text. In the middle of a path none of them is met.
  return /^[AzbBCEQ]$/.test(escaped) ? { kind: 'nothing' } : null;
}
