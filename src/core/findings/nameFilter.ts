import { isGlob, literalEnds } from './nameGlob.ts';

/** Whether a name, as bytes, may be one of those that are looked for: true where it is, and seldom where it is not. */
export type NameFilter = (bytes: Uint8Array, start: number, end: number) => boolean;

/**
 * By the first two bytes and the last two: of nearly all names in an image nothing is looked for, and these are not made
 * text to see that. Names and globs are ASCII, or at least begin and end so.
 */
export function nameFilter(names: readonly string[]): NameFilter {
  if (names.length === 0) return () => false;
  const begins = new Uint8Array(SLOTS);
  const ends = new Uint8Array(SLOTS);
  for (const name of names) {
    const { begin, end } = literalEnds(name);
    const bytes = new TextEncoder().encode(name);
    if (!isGlob(name)) {
      begins[firstTwo(bytes, 0, bytes.length)] |= WHOLE;
      ends[lastTwo(bytes, 0, bytes.length)] |= WHOLE;
    } else if (begin.length >= 2) begins[firstTwo(bytes, 0, 2)] |= GLOB;
    else if (end.length >= 2) ends[lastTwo(bytes, 0, bytes.length)] |= GLOB;
    else if (begin !== '') for (let i = 0; i < 256; i++) begins[slot(bytes[0], i)] |= GLOB;
    else if (end !== '') for (let i = 0; i < 256; i++) ends[slot(i, bytes[bytes.length - 1])] |= GLOB;
    else return () => true;
  }
  return (bytes, start, end) => {
    const begin = begins[firstTwo(bytes, start, end)];
    const close = ends[lastTwo(bytes, start, end)];
    return (begin & close & WHOLE) !== 0 || ((begin | close) & GLOB) !== 0;
  };
}

const WHOLE = 1;
const GLOB = 2;
const SLOTS = 4096;

/** With 0 for a byte that is not there. */
function firstTwo(bytes: Uint8Array, start: number, end: number): number {
  return slot(bytes[start], end - start > 1 ? bytes[start + 1] : 0);
}

function lastTwo(bytes: Uint8Array, start: number, end: number): number {
  return slot(end - start > 1 ? bytes[end - 2] : 0, bytes[end - 1]);
}

function slot(a: number, b: number): number {
  return (a * 53 + b) & (SLOTS - 1);
}
