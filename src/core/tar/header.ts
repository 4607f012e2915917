import { numberField, octal, stringEnd, stringField } from './fields.ts';

export const BLOCK = 512;

/** One header block, nothing applied to it yet. Offsets of the fields: https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html */
export interface RawHeader {
  name: Uint8Array;
  linkname: Uint8Array;
  type: number;
  size: number;
  mode: number;
  uid: number;
  gid: number;
  mtime: number;
  devmajor: number;
  devminor: number;
  /** GNU's own format, the only one whose type `S` is a sparse file. */
  gnu: boolean;
}

const EMPTY = new Uint8Array(0);
const SLASH = 0x2f;

export function isZeroBlock(bytes: Uint8Array, at: number): boolean {
  for (let i = at; i < at + BLOCK; i++) if (bytes[i] !== 0) return false;
  return true;
}

/** Reads the block at `at`; a string says why it is no header. */
export function decodeHeader(bytes: Uint8Array, at: number): RawHeader | string {
  if (!checksumHolds(bytes, at)) return 'the header has a wrong checksum';
  const format = formatOf(bytes, at);
  const header: RawHeader = {
    name: nameOf(bytes, at, format),
    linkname: bytes[at + 157] === 0 ? EMPTY : stringField(bytes, at + 157, 100),
    type: bytes[at + 156],
    size: numberField(bytes, at + 124, 12),
    mode: numberField(bytes, at + 100, 8),
    uid: numberField(bytes, at + 108, 8),
    gid: numberField(bytes, at + 116, 8),
    mtime: numberField(bytes, at + 136, 12),
    devmajor: format === 'v7' ? 0 : numberField(bytes, at + 329, 8),
    devminor: format === 'v7' ? 0 : numberField(bytes, at + 337, 8),
    gnu: format === 'gnu',
  };
  // A sum is NaN when any of its terms is.
  const sum = header.size + header.mode + header.uid + header.gid + header.mtime + header.devmajor + header.devminor;
  return Number.isNaN(sum) ? 'a number in the header cannot be read' : header;
}

/** The sum of all bytes, the checksum's own taken as spaces; old writers added them as signed. */
function checksumHolds(bytes: Uint8Array, at: number): boolean {
  const expected = octal(bytes, at + 148, 8);
  let sum = 8 * 0x20;
  let high = 0;
  for (let i = at; i < at + 148; i++) {
    sum += bytes[i];
    high += bytes[i] >> 7;
  }
  for (let i = at + 156; i < at + BLOCK; i++) {
    sum += bytes[i];
    high += bytes[i] >> 7;
  }
  return expected === sum || expected === sum - 256 * high;
}

type Format = 'v7' | 'ustar' | 'star' | 'gnu';

function formatOf(bytes: Uint8Array, at: number): Format {
  if (!hasText(bytes, at + 257, 'ustar')) return 'v7';
  if (bytes[at + 262] === 0) return hasText(bytes, at + 508, 'tar\0') ? 'star' : 'ustar';
  return hasText(bytes, at + 262, '  \0') ? 'gnu' : 'v7';
}

function hasText(bytes: Uint8Array, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false;
  return true;
}

function nameOf(bytes: Uint8Array, at: number, format: Format): Uint8Array {
  const name = stringField(bytes, at, 100);
  const prefix = format === 'v7' ? 0 : prefixLength(bytes, at, format);
  if (prefix === 0) return name;
  const joined = new Uint8Array(prefix + 1 + name.length);
  joined.set(bytes.subarray(at + 345, at + 345 + prefix));
  joined[prefix] = SLASH;
  joined.set(name, prefix + 1);
  return joined;
}

function prefixLength(bytes: Uint8Array, at: number, format: Format): number {
  if (format === 'gnu') return oldGoPrefixLength(bytes, at);
  return stringEnd(bytes, at + 345, format === 'star' ? 131 : 155) - (at + 345);
}

/**
 * GNU keeps atime and ctime where USTAR keeps the prefix. Go before 1.8 wrote a prefix there by mistake, and Docker's
 * old layers were written by it: where the times are no numbers and the field is ASCII, it is a prefix.
 * https://github.com/golang/go/issues/12594
 */
function oldGoPrefixLength(bytes: Uint8Array, at: number): number {
  if (readable(bytes, at + 345) && readable(bytes, at + 357)) return 0;
  const end = stringEnd(bytes, at + 345, 155);
  for (let i = at + 345; i < end; i++) if (bytes[i] >= 0x80) return 0;
  return end - (at + 345);
}

function readable(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0 || !Number.isNaN(numberField(bytes, at, 12));
}
