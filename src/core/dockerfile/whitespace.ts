/**
 * What Go calls white space, which JavaScript's `\s` and `trim()` do not match exactly: U+0085 is in, U+FEFF is not.
 * https://pkg.go.dev/unicode#IsSpace
 */
const SPACES = new Set(
  '\t\n\v\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000',
);

/** What BuildKit splits words at. https://github.com/moby/buildkit/blob/master/frontend/dockerfile/parser/parser.go */
export const BLANKS = /[\t\v\f\r ]+/;

export function isSpace(char: string): boolean {
  return SPACES.has(char);
}

/** White space for those parts of BuildKit's parser that go byte by byte. */
export function isAsciiSpace(char: string): boolean {
  return '\t\n\v\f\r '.includes(char);
}

export function trimSpace(text: string): string {
  return trimEndOf(trimSpaceStart(text), isSpace);
}

export function trimSpaceStart(text: string): string {
  let start = 0;
  while (start < text.length && isSpace(text.charAt(start))) start++;
  return text.slice(start);
}

/**
 * `text` without the characters at its end that `drop` accepts. A loop, since `/\s+$/` takes quadratic time where blanks
 * stand inside a line.
 */
export function trimEndOf(text: string, drop: (char: string) => boolean): string {
  let end = text.length;
  while (end > 0 && drop(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}
