/** The value of a variable; undefined when it is not set. */
export type Lookup = (name: string) => string | undefined;

/** Defaults within defaults. */
const MAXIMUM_DEPTH = 20;

/**
 * Puts in variables: `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME-default}`, `${NAME:+instead}`, `${NAME+instead}`, and
 * `$$` for `$`. What is not set is empty, as Compose has it. What is written otherwise stays.
 * https://docs.docker.com/reference/compose-file/interpolation/
 */
export function interpolate(text: string, lookup: Lookup, depth = MAXIMUM_DEPTH): string {
  let result = '';
  let rest = text;
  for (let dollar = rest.indexOf('$'); dollar !== -1 && depth > 0; dollar = rest.indexOf('$')) {
    const { length, value } = variableAt(rest.slice(dollar), lookup, depth);
    result += rest.slice(0, dollar) + value;
    rest = rest.slice(dollar + length);
  }
  return result + rest;
}

interface Replaced {
  /** Of the text that it stands for. */
  readonly length: number;
  readonly value: string;
}

function variableAt(text: string, lookup: Lookup, depth: number): Replaced {
  if (text.startsWith('$$')) return { length: 2, value: '$' };
  const bare = /^\$([A-Za-z_]\w*)/.exec(text);
  if (bare !== null) return { length: bare[0].length, value: lookup(bare[1] ?? '') ?? '' };
  if (!text.startsWith('${')) return { length: 1, value: '$' };
  const end = closingBrace(text);
  if (end === -1) return { length: text.length, value: text };
  const value = braced(text.slice(2, end), lookup, depth);
  return { length: end + 1, value: value ?? text.slice(0, end + 1) };
}

/** Null for what is none of the forms. */
function braced(inner: string, lookup: Lookup, depth: number): string | null {
  const parts = /^([A-Za-z_]\w*)(?:(:?)([-+?])(.*))?$/s.exec(inner);
  if (parts === null) return null;
  const [, name = '', colon = '', operator = '', word = ''] = parts;
  const value = lookup(name);
  const isSet = value !== undefined && (colon === '' || value !== '');
  if (operator === '+') return isSet ? interpolate(word, lookup, depth - 1) : '';
  if (isSet) return value;
  return operator === '-' ? interpolate(word, lookup, depth - 1) : '';
}

function closingBrace(text: string): number {
  let open = 0;
  for (let index = 0; index < text.length; index += 1) {
    if (text.startsWith('${', index)) open += 1;
    if (text[index] === '}') open -= 1;
    if (text[index] === '}' && open === 0) return index;
  }
  return -1;
}
