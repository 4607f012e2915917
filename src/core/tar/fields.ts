/**
 * The fields of a tar header as Go's `archive/tar` reads them: liberal about padding, strict about digits. Numbers are
 * octal text, or base-256 where the first bit is set. NaN stands for a field that cannot be read.
 */

const NUL = 0;
const SPACE = 0x20;
const ZERO = 0x30;
const MOST = 2 ** 63;

/** Text up to the first NUL, as a view. */
export function stringField(bytes: Uint8Array, start: number, length: number): Uint8Array {
  return bytes.subarray(start, stringEnd(bytes, start, length));
}

export function stringEnd(bytes: Uint8Array, start: number, length: number): number {
  let end = start;
  const limit = start + length;
  while (end < limit && bytes[end] !== NUL) end++;
  return end;
}

export function numberField(bytes: Uint8Array, start: number, length: number): number {
  return (bytes[start] & 0x80) !== 0 ? base256(bytes, start, length) : octal(bytes, start, length);
}

export function octal(bytes: Uint8Array, start: number, length: number): number {
  let from = start;
  let to = start + length;
  while (from < to && isPadding(bytes[from])) from++;
  while (to > from && isPadding(bytes[to - 1])) to--;
  let value = 0;
  for (let i = from; i < to; i++) {
    const digit = bytes[i] - ZERO;
    if (digit < 0 || digit > 7) {
      // Text after a NUL inside the field is not part of the number.
      return bytes[i] === NUL ? value : Number.NaN;
    }
    value = value * 8 + digit;
  }
  return value;
}

function isPadding(byte: number): boolean {
  return byte === NUL || byte === SPACE;
}

/** Two's complement, big-endian, the first bit being the mark of the form. As with Go 63 bits are the most; NaN beyond. */
function base256(bytes: Uint8Array, start: number, length: number): number {
  const invert = (bytes[start] & 0x40) !== 0 ? 0xff : 0;
  let value = (bytes[start] ^ invert) & 0x7f;
  for (let i = start + 1; i < start + length; i++) {
    value = value * 256 + (bytes[i] ^ invert);
    if (value >= MOST) return Number.NaN;
  }
  return invert === 0 ? value : -value - 1;
}
