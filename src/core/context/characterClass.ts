import type { CharacterClass } from './pathPattern.ts';

/** Whose rules: those of Go's globs (`filepath.Match`) or of its regular expressions. */
export type ClassRules = 'glob' | 'expression';

export interface ReadClass {
  readonly class: CharacterClass;
  /** Behind the closing bracket. */
  readonly end: number;
}

type Range = readonly [low: number, high: number];

/** Reads `[…]` out of the characters of a pattern, from behind its opening bracket on. Null for one that is broken. */
export function readClass(characters: readonly string[], start: number, rules: ClassRules): ReadClass | null {
  const isNegated = characters[start] === '^';
  const first = isNegated ? start + 1 : start;
  const ranges: Range[] = [];
  let at = first;
  // In an expression a bracket that stands first means itself; a glob has none there.
  while (characters[at] !== ']' || (rules === 'expression' && at === first)) {
    const range = readRange(characters, at, rules);
    if (range === null) return null;
    ranges.push(range.range);
    at = range.end;
  }
  return ranges.length === 0 ? null : { class: { kind: 'class', isNegated, ranges }, end: at + 1 };
}

function readRange(
  characters: readonly string[],
  at: number,
  rules: ClassRules,
): { readonly range: Range; readonly end: number } | null {
  const low = readMember(characters, at, rules);
  if (low === null) return null;
  const isSingle = characters[low.end] !== '-' || (rules === 'expression' && characters[low.end + 1] === ']');
  if (isSingle) return { range: [low.code, low.code], end: low.end };
  const high = readMember(characters, low.end + 1, rules);
  if (high === null || (rules === 'expression' && high.code < low.code)) return null;
  return { range: [low.code, high.code], end: high.end };
}

function readMember(
  characters: readonly string[],
  at: number,
  rules: ClassRules,
): { readonly code: number; readonly end: number } | null {
  const isEscaped = characters[at] === '\\';
  const member = characters[isEscaped ? at + 1 : at];
  if (member === undefined) return null;
  if (!isEscaped && rules === 'glob' && (member === '-' || member === ']')) return null;
  // Letters behind a backslash mean whole classes to an expression: nobody means them in an ignore file.
  if (isEscaped && rules === 'expression' && !/^[!-/:-@[-`{-~]$/.test(member)) return null;
  return { code: member.codePointAt(0) ?? 0, end: at + (isEscaped ? 2 : 1) };
}
