/** Go's `%q` of a list of strings. */
export function quoteList(words: readonly string[]): string {
  return `[${words.map((word) => JSON.stringify(word)).join(' ')}]`;
}

const seconds: ReadonlyMap<string, number> = new Map(
  Object.entries({ ns: 1e-9, us: 1e-6, µs: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 }),
);

/** Seconds of a Go duration such as `1m30s`; null when it is none. https://pkg.go.dev/time#ParseDuration */
export function parseDuration(text: string): number | null {
  if (text === '0') return 0;
  let total = 0;
  let rest = text;
  for (let part = next(rest); part !== null; part = next(rest)) {
    const [, number, unit = ''] = part;
    total += Number(number) * (seconds.get(unit) ?? Number.NaN);
    rest = rest.slice(part[0].length);
  }
  return rest === '' && text !== '' && !Number.isNaN(total) ? total : null;
}

function next(rest: string): RegExpExecArray | null {
  return /^(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)/.exec(rest);
}

/** The number that Go's `%q` wrote as a character: `'\x02'`, `'A'`. */
export function unquoteRune(text: string): number {
  const hex = /^\\[xuU]([0-9a-f]+)$/.exec(text)?.[1];
  if (hex !== undefined) return Number.parseInt(hex, 16);
  const escaped = 'abtnvfr'.indexOf(text.slice(1));
  return text.startsWith('\\') && escaped >= 0 ? escaped + 7 : (text.codePointAt(0) ?? 0);
}
