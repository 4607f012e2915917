import { expressionTokens } from './goExpression.ts';
import { globTokens } from './goGlob.ts';
import { matchesTokens, type Token } from './pathPattern.ts';

export type PatternMatch = (path: string) => boolean;

/**
 * One pattern of an ignore file as moby's matcher has it, oddities included: what begins with a double star and has no
 * other wildcard is an ending, a star in brackets is read outside of them, and so on. Null for a pattern that the builder
 * refuses. https://github.com/moby/patternmatcher/blob/main/patternmatcher.go (`compile`)
 */
export function compilePattern(pattern: string): PatternMatch | null {
  if (globTokens(pattern) === null) return null;
  const { kind, expression } = readPattern(pattern);
  if (kind === 'exact') return (path) => path === pattern;
  if (kind === 'prefix') return (path) => path.startsWith(pattern.slice(0, -2));
  if (kind === 'suffix') {
    const suffix = pattern.slice(2);
    return (path) => path.endsWith(suffix) || (suffix.startsWith('/') && path === suffix.slice(1));
  }
  const tokens = expressionTokens(expression);
  return tokens && expressionMatch(tokens);
}

interface ReadPattern {
  readonly kind: 'exact' | 'prefix' | 'suffix' | 'expression';
  /** Go's expression for it, without what anchors it. */
  readonly expression: string;
}

function readPattern(pattern: string): ReadPattern {
  const characters = [...pattern];
  let kind: ReadPattern['kind'] = 'exact';
  let expression = '';
  for (let at = 0; at < characters.length; at++) {
    const start = at;
    const each = characters[at];
    if (each === '*' && characters[at + 1] === '*') {
      at += characters[at + 2] === '/' ? 2 : 1;
      const isLast = at + 1 === characters.length;
      if (!isLast || kind !== 'exact') expression += isLast ? '.*' : '(.*/)?';
      kind = start === 0 ? 'suffix' : isLast && kind === 'exact' ? 'prefix' : 'expression';
    } else if (each === '*' || each === '?') {
      expression += each === '*' ? '[^/]*' : '[^/]';
      kind = 'expression';
    } else if (each === '\\' && at + 1 < characters.length) {
      expression += `\\${characters[++at]}`;
      kind = 'expression';
    } else if (each === '[' || each === ']') {
      expression += each;
      kind = 'expression';
    } else {
      expression += '.+()|{}$\\'.includes(each) ? `\\${each}` : each;
    }
  }
  return { kind, expression };
}

/** Most patterns end in letters, such as those of a file's extension: comparing these first spares the rest. */
function expressionMatch(tokens: readonly Token[]): PatternMatch {
  const start = literal(tokens);
  const end = literal(tokens.toReversed());
  const suffix = [...end].reverse().join('');
  return (path) => path.startsWith(start) && path.endsWith(suffix) && matchesTokens(tokens, path);
}

/** The characters before the first token that is none. */
function literal(tokens: readonly Token[]): string {
  const end = tokens.findIndex(({ kind }) => kind !== 'character');
  const own = end === -1 ? tokens : tokens.slice(0, end);
  return own.map((token) => (token.kind === 'character' ? String.fromCodePoint(token.code) : '')).join('');
}
