import { lexShellWords } from './shellLexer.ts';
import type { Escape } from './types.ts';

/** The expanded text, or why it cannot be expanded: bad syntax, or `${name?message}` of a variable that is not set. */
type Expansion = { readonly text: string; readonly problem: null } | { readonly text: null; readonly problem: string };

/**
 * Expands the variables of a word as BuildKit does for every instruction but RUN, CMD and ENTRYPOINT, whose shell does it:
 * `$x ${x} ${x-d} ${x:-d} ${x+a} ${x:+a} ${x?e} ${x:?e} ${x#p} ${x##p} ${x%p} ${x%%p} ${x/p/r} ${x//p/r}`.
 * Quotes and escape characters are taken away. An unset variable comes to nothing.
 * https://docs.docker.com/reference/dockerfile/#environment-replacement
 *
 * @param lookup a variable's value; undefined when it is not set
 */
export function tryExpandVariables(
  text: string,
  lookup: (name: string) => string | undefined,
  escape: Escape,
): Expansion {
  const lexed = lexShellWords(text, { lookup, escape });
  return lexed.problem === null ? { text: lexed.text, problem: null } : { text: null, problem: lexed.problem };
}

/** The same, with the text as it stands where it cannot be expanded. */
export function expandVariables(text: string, lookup: (name: string) => string | undefined, escape: Escape): string {
  return tryExpandVariables(text, lookup, escape).text ?? text;
}
