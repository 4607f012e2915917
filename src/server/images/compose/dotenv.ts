import { interpolate, type Lookup } from './interpolate.ts';

/** Where a double-quoted value has a backslash and one of these, it means the character. */
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

/**
 * The variables of a `.env` file, each on one line. Values may refer to those before and to `outer`, which go first.
 * https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/#env-file-syntax
 */
export function parseDotenv(text: string, outer: Lookup): ReadonlyMap<string, string> {
  const variables = new Map<string, string>();
  const lookup: Lookup = (name) => outer(name) ?? variables.get(name);
  for (const line of text.split(/\r?\n/)) {
    const parts = /^\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*[=:](.*)$/.exec(line);
    if (parts !== null) variables.set(parts[1] ?? '', valueOf(parts[2]?.trim() ?? '', lookup));
  }
  return variables;
}

function valueOf(written: string, lookup: Lookup): string {
  const single = /^'((?:[^'\\]|\\.)*)'/.exec(written)?.[1];
  if (single !== undefined) return single.replaceAll("\\'", "'");
  const double = /^"((?:[^"\\]|\\.)*)"/.exec(written)?.[1];
  if (double !== undefined) return interpolate(unescape(double), lookup);
  return interpolate(written.replace(/(?:^|\s+)#.*$/, ''), lookup);
}

function unescape(text: string): string {
  return text.replace(/\\(.)/g, (_, letter: string) => (letter === '$' ? '$$' : (ESCAPES.get(letter) ?? letter)));
}
