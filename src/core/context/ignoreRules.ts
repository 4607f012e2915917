import { cleanPath } from './cleanPath.ts';
import { compilePattern, type PatternMatch } from './ignorePattern.ts';

/** Which patterns matched a path or a folder around it. */
export type Matched = readonly boolean[];

export interface Verdict {
  readonly isMatched: boolean;
  /** For what is in it, where it is a folder. */
  readonly matched: Matched;
}

/** Patterns with `!` exceptions, in their order: what the last one says counts. Paths have no slashes around them. */
export interface PathRules {
  /** @param parent what the folder around the path was found to match; null for one at the top */
  match(path: string, parent: Matched | null): Verdict;
  /** The same for a path alone: the folders around it are looked at too. */
  matchesAlone(path: string): boolean;
  /** Whether something in a folder that is matched may be an exception. */
  mayHaveExceptions(folder: string): boolean;
}

/** More are none that a person wrote, and every file is compared with each. */
export const MOST_PATTERNS = 5000;

interface Rule {
  readonly isException: boolean;
  readonly pattern: string;
  readonly match: PatternMatch;
}

/**
 * @returns the first pattern that the builder refuses, where there is one
 * https://github.com/moby/patternmatcher/blob/main/patternmatcher.go (`MatchesUsingParentResults`)
 */
export function pathRules(patterns: readonly string[]): PathRules | { readonly refused: string } {
  const rules: Rule[] = [];
  for (const given of patterns.slice(0, MOST_PATTERNS)) {
    if (given.trim() === '') continue;
    const written = cleanPath(given.trim());
    const isException = written.startsWith('!');
    const pattern = isException ? written.slice(1) : written;
    const match = pattern === '' ? null : compilePattern(pattern);
    if (match === null) return { refused: given };
    rules.push({ isException, pattern, match });
  }
  return rulesOf(rules);
}

/** Of no patterns. */
export const noRules: PathRules = rulesOf([]);

function rulesOf(rules: readonly Rule[]): PathRules {
  const exceptions = rules.filter(({ isException }) => isException).map(({ pattern }) => withoutTrailingGlob(pattern));
  // As in the builder, which then looks into every folder.
  const anywhere = exceptions.some((pattern) => /[*[\]?^\\]/.test(pattern));

  function match(path: string, parent: Matched | null): Verdict {
    let isMatched = false;
    const matched = rules.map((rule, index) => {
      if (parent?.[index] !== true && (rule.isException !== isMatched || !rule.match(path))) return false;
      isMatched = !rule.isException;
      return true;
    });
    return { isMatched, matched };
  }

  return {
    match,
    matchesAlone(path) {
      const parts = path.split('/');
      let verdict: Verdict = { isMatched: false, matched: [] };
      parts.forEach((_, index) => {
        verdict = match(parts.slice(0, index + 1).join('/'), index === 0 ? null : verdict.matched);
      });
      return verdict.isMatched;
    },
    mayHaveExceptions: (folder) =>
      exceptions.length > 0 && (anywhere || exceptions.some((pattern) => `${pattern}/`.startsWith(`${folder}/`))),
  };
}

/** https://github.com/tonistiigi/fsutil/blob/master/filter.go (`patternWithoutTrailingGlob`) */
function withoutTrailingGlob(pattern: string): string {
  return pattern.replace(/\/\*\*$/, '').replace(/\/\*$/, '');
}
