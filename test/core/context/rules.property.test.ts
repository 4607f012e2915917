import fc from 'fast-check';
import { expect, test } from 'vitest';
import { globTokens } from '../../../src/core/context/goGlob.ts';
import { ignoreEntryAnywhere, ignoreEntryFor } from '../../../src/core/context/ignoreEntry.ts';
import { readIgnoreFile } from '../../../src/core/context/ignoreFile.ts';
import { type Matched, type PathRules, pathRules } from '../../../src/core/context/ignoreRules.ts';
import { matchesTokens } from '../../../src/core/context/pathPattern.ts';

/** Few letters, so that patterns meet paths. */
const name = fc
  .string({ unit: fc.constantFrom('a', 'b', '.', 'é'), minLength: 1, maxLength: 3 })
  .filter((each) => !/^\.+$/.test(each));
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));
// Without negated brackets: these match a slash, which the slow reading by names does not know.
const part = fc.string({
  unit: fc.constantFrom('a', 'b', '.', '*', '?', 'é', '[ab]'),
  minLength: 1,
  maxLength: 3,
});
const pattern = fc
  .array(fc.oneof(part, fc.constant('**'), name), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join('/'))
  .filter((each) => !/\*\*[^/]|[^/]\*\*|(?:^|\/)\.+(?:\/|$)/.test(each));
const line = fc.tuple(fc.boolean(), pattern).map(([isException, text]) => `${isException ? '!' : ''}${text}`);

function rulesOf(lines: readonly string[]): PathRules {
  const rules = pathRules(readIgnoreFile(lines.join('\n')));
  if ('refused' in rules) throw new Error(rules.refused);
  return rules;
}

/** Slow and plain: by names, one after another. */
function slowMatch(pattern: readonly string[], path: readonly string[]): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return path.length === 0;
  if (first === '**') {
    if (rest.length === 0) return path.length > 0;
    return path.some((_, index) => slowMatch(rest, path.slice(index))) || slowMatch(rest, path);
  }
  return path.length > 0 && slowName(Array.from(first), Array.from(path[0])) && slowMatch(rest, path.slice(1));
}

function slowName([first, ...rest]: readonly string[], name: readonly string[]): boolean {
  if (first === undefined) return name.length === 0;
  if (first === '*') return slowName(rest, name) || (name.length > 0 && slowName([first, ...rest], name.slice(1)));
  if (name.length === 0) return false;
  if (first !== '[') return (first === '?' || first === name[0]) && slowName(rest, name.slice(1));
  const end = rest.indexOf(']');
  const isNegated = rest[0] === '^';
  const isIn = rest.slice(isNegated ? 1 : 0, end).includes(name[0]);
  return isIn !== isNegated && slowName(rest.slice(end + 1), name.slice(1));
}

/**
 * From folder to folder, as the builder walks: the last line that matches counts, and one that would change nothing is not
 * looked at, so that it is not known of what is below either.
 */
function slowIgnored(lines: readonly string[], path: string): boolean {
  const parts = path.split('/');
  let known: readonly boolean[] = lines.map(() => false);
  let isIgnored = false;
  for (const [depth] of parts.entries()) {
    isIgnored = false;
    known = lines.map((each, index) => {
      const isException = each.startsWith('!');
      const own = (isException ? each.slice(1) : each).split('/');
      const isMatch = known[index] || (isException === isIgnored && slowMatch(own, parts.slice(0, depth + 1)));
      if (isMatch) isIgnored = !isException;
      return isMatch;
    });
  }
  return isIgnored;
}

/** Moby takes what begins with a double star and has no other wildcard for an ending of the text, not of names. */
const isOdd = (each: string): boolean => /^!?\*\*/.test(each);

test('patterns match as a slow reading of them does', () => {
  fc.assert(
    fc.property(
      fc.array(
        line.filter((each) => !isOdd(each)),
        { maxLength: 5 },
      ),
      path,
      (lines, each) => {
        expect(rulesOf(lines).matchesAlone(each)).toBe(slowIgnored(lines, each));
      },
    ),
    { numRuns: 3000 },
  );
});

test('walking down says the same as looking at a path alone, and no folder is passed over that has an exception in it', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 5 }), path, (lines, each) => {
      const rules = rulesOf(lines);
      const parts = each.split('/');
      let matched: Matched | null = null;
      let isPassedOver = false;
      for (const [index] of parts.entries()) {
        const at = parts.slice(0, index + 1).join('/');
        const verdict = rules.match(at, matched);
        expect(verdict.isMatched).toBe(rules.matchesAlone(at));
        if (isPassedOver) expect(verdict.isMatched).toBe(true);
        isPassedOver ||= verdict.isMatched && !rules.mayHaveExceptions(at);
        matched = verdict.matched;
      }
    }),
    { numRuns: 3000 },
  );
});

test('an entry leaves out its path and what is in it, and nothing beside it', () => {
  const any = fc.string({ minLength: 1, maxLength: 6 }).filter((each) => !/^\.+$|[/\0\r\n]|^\s|\s$/.test(each));
  const anyPath = fc.array(any, { minLength: 1, maxLength: 3 }).map((names) => names.join('/'));
  fc.assert(
    fc.property(anyPath, anyPath, (own, other) => {
      const rules = rulesOf([ignoreEntryFor(own)]);
      expect([rules.matchesAlone(own), rules.matchesAlone(`${own}/x`)]).toEqual([true, true]);
      if (other !== own && !other.startsWith(`${own}/`)) expect(rules.matchesAlone(other)).toBe(false);
      const anywhere = rulesOf([ignoreEntryAnywhere(own)]);
      expect([anywhere.matchesAlone(own), anywhere.matchesAlone(`x/${own}`)]).toEqual([true, true]);
    }),
    { numRuns: 2000 },
  );
});

test('a hostile pattern takes no longer than its length', () => {
  const tokens = globTokens(`${'*a'.repeat(500)}b`) ?? [];
  expect(matchesTokens(tokens, 'a'.repeat(2000))).toBe(false);
  expect(rulesOf([`${'**/*a'.repeat(200)}b`]).matchesAlone('a/'.repeat(300))).toBe(false);
});
