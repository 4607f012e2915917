import { isGlob, literalEnds } from './nameGlob.ts';

/** Whether a name, as bytes, may be one of those that are looked for: true where it is, and seldom where it is not. */
export type NameFilter = (bytes: Uint8Array, start: number, end: number) => boolean;

/**
 * By the first two bytes and the last two: of nearly all names in an image nothing is looked for, and these are not made
 * text to see that. Names and globs are ASCII.
 */
export function nameFilter(names: readonly string[]): NameFilter {
  const begins = new Uint8Array(PAIRS);
  const ends = new Uint8Array(PAIRS);
  let isAny = false;
  for (const name of names) {
    const { begin, end } = literalEnds(name);
    if (!isGlob(name)) {
      begins[pair(name, 0)] |= WHOLE;
      ends[pair(name, name.length - 2)] |= WHOLE;
    } else if (begin.length >= 2) begins[pair(begin, 0)] |= GLOB;
    else if (end.length >= 2) ends[pair(end, end.length - 2)] |= GLOB;
    else isAny = true;
  }
  if (isAny) return () => true;
  return (bytes, start, end) => {
    const begin = begins[(bytes[start] << 8) | (end - start > 1 ? bytes[start + 1] : 0)];
    const close = ends[((end - start > 1 ? bytes[end - 2] : 0) << 8) | bytes[end - 1]];
    return (begin & close & WHOLE) !== 0 || ((begin | close) & GLOB) !== 0;
  };
}

const PAIRS = 1 << 16;
const WHOLE = 1;
const GLOB = 2;

/** Two characters as a number, with 0 for one that is not there. */
function pair(text: string, at: number): number {
  return (text.charCodeAt(at) << 8) | text.charCodeAt(at + 1);
}
