import type { SourceLine } from './sourceLines.ts';
import type { DockerfileProblem, Escape } from './types.ts';
import { trimEndOf, trimSpaceStart } from './whitespace.ts';

/** What the comments at the top of a Dockerfile tell its parser. */
interface Directives {
  readonly values: ReadonlyMap<string, string>;
  readonly escape: Escape;
  readonly problems: readonly DockerfileProblem[];
}

const KNOWN = new Set(['syntax', 'escape', 'check']);

/**
 * Reads the parser directives. They end at the first line that is not one: an instruction, a blank line, another comment
 * or an unknown directive. https://docs.docker.com/reference/dockerfile/#parser-directives
 */
export function readDirectives(lines: readonly SourceLine[]): Directives {
  const values = new Map<string, string>();
  const problems: DockerfileProblem[] = [];
  for (const line of lines) {
    const directive = parseDirective(line.text);
    if (directive === null) break;
    const message = objection(directive, values);
    if (message === null) values.set(directive.name, directive.value);
    else problems.push({ line: line.number, message });
  }
  return { values, escape: values.get('escape') === '`' ? '`' : '\\', problems };
}

interface Directive {
  readonly name: string;
  readonly value: string;
}

function objection({ name, value }: Directive, seen: ReadonlyMap<string, string>): string | null {
  if (seen.has(name)) return `only one ${name} parser directive can be used`;
  if (name === 'escape' && value !== '\\' && value !== '`') {
    return `invalid escape token '${value}' does not match \` or \\`;
  }
  return null;
}

/**
 * The first letters, an equals sign and the rest: BuildKit's `^([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(.+?)\s*$`, taken apart
 * because its end takes quadratic time in JavaScript.
 */
function parseDirective(line: string): Directive | null {
  const text = trimSpaceStart(line);
  if (!text.startsWith('#')) return null;
  const body = trimSpaceStart(text.slice(1));
  const match = /^([a-zA-Z][a-zA-Z0-9]*)[\t\n\f\r ]*=/.exec(body);
  const name = match?.[1]?.toLowerCase();
  if (!match || name === undefined || !KNOWN.has(name)) return null;
  const value = directiveValue(body.slice(match[0].length));
  return value === '' ? null : { name, value };
}

/** One blank is a value when nothing else is there: the expression wants a character. */
function directiveValue(rest: string): string {
  const isBlank = (char: string) => '\t\n\f\r '.includes(char);
  const trimmed = trimEndOf(rest, isBlank);
  if (trimmed === '') return rest.slice(-1);
  return trimmed.replace(/^[\t\n\f\r ]+/, '');
}
