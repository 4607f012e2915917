/**
 * Patterns of paths, matched in time proportional to path × pattern: an ignore file is hostile, and a regular expression
 * with a dozen stars would stop the server. All states that the pattern may be in are followed at once.
 */
export type Token =
  | { readonly kind: 'character'; readonly code: number }
  | CharacterClass
  /** A class with a star behind it. */
  | { readonly kind: 'repeated'; readonly class: CharacterClass }
  /** A double star between slashes: nothing, or what the `within` behind it matches. */
  | { readonly kind: 'folders' }
  /** Anything, up to a slash. */
  | { readonly kind: 'within' }
  /** A double star at the end. */
  | { readonly kind: 'rest' }
  /** Never: `^` that is not at the beginning. */
  | { readonly kind: 'nothing' };

export interface CharacterClass {
  readonly kind: 'class';
  readonly isNegated: boolean;
  readonly ranges: readonly (readonly [low: number, high: number])[];
}

const SLASH = 0x2f;
const NEWLINE = 0x0a;

export const noSlash: CharacterClass = { kind: 'class', isNegated: true, ranges: [[SLASH, SLASH]] };

export function character(text: string): Token {
  return { kind: 'character', code: text.codePointAt(0) ?? 0 };
}

/** Whether all of the path matches. */
export function matchesTokens(tokens: readonly Token[], path: string): boolean {
  let current = new Uint8Array(tokens.length + 1);
  let next = new Uint8Array(tokens.length + 1);
  current[0] = 1;
  passOver(tokens, current);
  for (const each of path) {
    next.fill(0);
    if (!advance(tokens, each.codePointAt(0) ?? 0, current, next)) return false;
    passOver(tokens, next);
    [current, next] = [next, current];
  }
  return current[tokens.length] === 1;
}

/** What may match nothing is also passed over. */
function passOver(tokens: readonly Token[], states: Uint8Array): void {
  tokens.forEach(({ kind }, at) => {
    if (states[at] === 0 || (kind !== 'repeated' && kind !== 'rest' && kind !== 'folders')) return;
    states[at + 1] = 1;
    if (kind === 'folders') states[at + 2] = 1;
  });
}

/** False when no state is left. */
function advance(tokens: readonly Token[], code: number, current: Uint8Array, next: Uint8Array): boolean {
  let isAlive = false;
  for (let at = 0; at < tokens.length; at++) {
    if (current[at] === 0) continue;
    const token = tokens[at];
    const stays = staysIn(token, code);
    const goesOn = goesOver(token, code);
    if (stays) next[at] = 1;
    if (goesOn) next[at + 1] = 1;
    isAlive ||= stays || goesOn;
  }
  return isAlive;
}

function staysIn(token: Token, code: number): boolean {
  if (token.kind === 'repeated') return isInClass(token.class, code);
  return (token.kind === 'within' || token.kind === 'rest') && code !== NEWLINE;
}

function goesOver(token: Token, code: number): boolean {
  if (token.kind === 'character') return code === token.code;
  if (token.kind === 'class') return isInClass(token, code);
  return token.kind === 'within' && code === SLASH;
}

function isInClass({ isNegated, ranges }: CharacterClass, code: number): boolean {
  return ranges.some(([low, high]) => low <= code && code <= high) !== isNegated;
}
