/**
 * The patterns of `${x#p}`, `${x%p}` and `${x/p/r}`: `*`, `?`, and a backslash that takes their meaning from them.
 *
 * BuildKit makes regular expressions of them, for a matcher that takes linear time. JavaScript's may take exponential
 * time, so we match on our own: the ways through the pattern are tried in the order in which a regular expression
 * prefers them, and no pair of places in pattern and text is tried twice.
 * https://github.com/moby/buildkit/blob/master/frontend/dockerfile/shell/lex.go (`convertShellPatternToRegex`)
 */

/** A literal character, any one (`?`) or any number (`*`) of characters. */
type Token = { readonly literal: string } | 'one' | 'many';

/** Pattern places times text places: what a person writes stays far below. */
const MOST_PLACES = 1_000_000;

/** Null for a pattern that is not valid, here and below. */
export function removePrefix(value: string, pattern: string, longest: boolean): string | null {
  const tokens = tokenize(pattern);
  const text = Array.from(value);
  if (tokens === null || isTooLong(tokens, text)) return null;
  const end = matcher(tokens, text, longest)(0);
  return end === null ? value : text.slice(end).join('');
}

/** Backwards, since the shortest match at the end is not the first one that a search from the left finds. */
export function removeSuffix(value: string, pattern: string, longest: boolean): string | null {
  const tokens = tokenize(reversed(pattern));
  const text = Array.from(value).reverse();
  if (tokens === null || isTooLong(tokens, text)) return null;
  const end = matcher(tokens, text, longest)(0);
  return end === null ? value : text.slice(end).reverse().join('');
}

/** Replaces the first match, or all of them. */
export function replacePattern(value: string, pattern: string, replacement: string, all: boolean): string | null {
  const tokens = tokenize(pattern);
  const text = Array.from(value);
  if (tokens === null || isTooLong(tokens, text)) return null;
  const match = matcher(tokens, text, true);
  let result = '';
  let copied = 0;
  for (let start = 0; start <= text.length; ) {
    const end = match(start);
    if (end !== null) {
      result += text.slice(copied, start).join('') + replacement;
      copied = end;
      if (result.length > MOST_PLACES) return null;
      if (!all) break;
    }
    start = Math.max(end ?? 0, start + 1);
  }
  return result + text.slice(copied).join('');
}

/** Escaped characters keep their backslash before them. */
function reversed(pattern: string): string {
  const parts = pattern.match(/\\[^]|[^]/gu) ?? [];
  return parts.reverse().join('');
}

function isTooLong(tokens: readonly Token[], text: readonly string[]): boolean {
  return (tokens.length + 1) * (text.length + 1) > MOST_PLACES;
}

function tokenize(pattern: string): Token[] | null {
  const tokens: Token[] = [];
  const characters = Array.from(pattern);
  for (let index = 0; index < characters.length; index++) {
    const char = characters[index] ?? '';
    if (char === '*') tokens.push('many');
    else if (char === '?') tokens.push('one');
    else if (char !== '\\') tokens.push({ literal: char });
    else {
      const escaped = characters[++index];
      if (escaped === undefined || !'*?\\}/'.includes(escaped)) return null;
      tokens.push({ literal: escaped });
    }
  }
  return tokens;
}

/**
 * Gives a function from a start to the end of the match that begins there, or null. Where a match fails does not depend
 * on its start, so that all calls together visit each pair of places once. That also keeps an empty match from coming
 * right behind another match, as it must not.
 */
function matcher(
  tokens: readonly Token[],
  text: readonly string[],
  longest: boolean,
): (start: number) => number | null {
  const width = text.length + 1;
  const visited = new Uint8Array((tokens.length + 1) * width);
  return (start) => {
    const open: [token: number, place: number][] = [[0, start]];
    for (let way = open.pop(); way; way = open.pop()) {
      const [token, place] = way;
      if (token === tokens.length) return place;
      if (visited[token * width + place] === 1) continue;
      visited[token * width + place] = 1;
      open.push(...waysOn(tokens[token] ?? 'one', token, place, text[place], longest));
    }
    return null;
  };
}

/** The preferred way last. A wildcard never takes a line break. */
function waysOn(
  current: Token,
  token: number,
  place: number,
  char: string | undefined,
  longest: boolean,
): [token: number, place: number][] {
  const fits = char !== undefined && (typeof current === 'object' ? current.literal === char : char !== '\n');
  if (current !== 'many') return fits ? [[token + 1, place + 1]] : [];
  const skip: [number, number] = [token + 1, place];
  if (!fits) return [skip];
  const take: [number, number] = [token, place + 1];
  return longest ? [skip, take] : [take, skip];
}
