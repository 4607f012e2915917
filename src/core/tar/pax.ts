import type { Xattr } from './entry.ts';

/** What Layerwise reads of the PAX records in front of an entry; absent records leave the header's own value. */
export interface PaxRecords {
  path?: Uint8Array;
  linkpath?: Uint8Array;
  size?: number;
  uid?: number;
  gid?: number;
  mtime?: number;
  xattrs?: Xattr[];
  sparse: SparseRecords;
}

interface SparseRecords {
  major?: string;
  minor?: string;
  map?: boolean;
  name?: Uint8Array;
  size?: number;
  realSize?: number;
}

const SPACE = 0x20;
const NEWLINE = 0x0a;
const EQUALS = 0x3d;
const XATTR = 'SCHILY.xattr.';

/**
 * Reads `length key=value\n` records, the last of each key winning, an empty value meaning "as the header has it".
 * A string says why they cannot be read. Values are bytes: writers put other encodings and binary xattrs there.
 */
export function parsePax(bytes: Uint8Array): PaxRecords | string {
  const records: PaxRecords = { sparse: {} };
  const xattrs = new Map<string, Xattr>();
  let at = 0;
  while (at < bytes.length) {
    const end = recordEnd(bytes, at);
    if (end === null) return 'an extended header has a record of wrong length';
    const start = bytes.indexOf(SPACE, at) + 1;
    const equals = bytes.indexOf(EQUALS, start);
    if (equals <= start || equals >= end) return 'an extended header has a record without a key';
    const key = latin1(bytes, start, equals);
    const value = bytes.slice(equals + 1, end - 1);
    const wrong = key.startsWith(XATTR) ? addXattr(xattrs, key, value) : addRecord(records, key, value);
    if (wrong) return `an extended header has a ${key.slice(0, 64)} that cannot be read`;
    at = end;
  }
  if (xattrs.size > 0) records.xattrs = [...xattrs.values()];
  return records;
}

function recordEnd(bytes: Uint8Array, at: number): number | null {
  let length = 0;
  let i = at;
  for (; i < bytes.length && bytes[i] !== SPACE; i++) {
    const digit = bytes[i] - 0x30;
    if (digit < 0 || digit > 9) return null;
    length = length * 10 + digit;
    if (length > bytes.length) return null;
  }
  const end = at + length;
  if (i === at || length < 5 || end > bytes.length || end <= i + 1) return null;
  return bytes[end - 1] === NEWLINE ? end : null;
}

function addXattr(xattrs: Map<string, Xattr>, key: string, value: Uint8Array): boolean {
  const name = key.slice(XATTR.length);
  if (key.includes('\0')) return true;
  if (value.length > 0) xattrs.set(name, { key: fromLatin1(name), value });
  return false;
}

/** True when the value is wrong. */
function addRecord(records: PaxRecords, key: string, value: Uint8Array): boolean {
  if (key.includes('\0')) return true;
  const { sparse } = records;
  switch (key) {
    case 'path':
      return setText(
        value,
        (path) => (records.path = path),
        () => delete records.path,
      );
    case 'linkpath':
      return setText(
        value,
        (path) => (records.linkpath = path),
        () => delete records.linkpath,
      );
    case 'uname':
    case 'gname':
      return value.includes(0);
    case 'size':
      return setNumber(
        value,
        false,
        (size) => (records.size = size),
        () => delete records.size,
      );
    case 'uid':
      return setNumber(
        value,
        false,
        (uid) => (records.uid = uid),
        () => delete records.uid,
      );
    case 'gid':
      return setNumber(
        value,
        false,
        (gid) => (records.gid = gid),
        () => delete records.gid,
      );
    case 'mtime':
      return setNumber(
        value,
        true,
        (mtime) => (records.mtime = mtime),
        () => delete records.mtime,
      );
    case 'atime':
    case 'ctime':
      return value.length > 0 && Number.isNaN(decimal(value, true));
    case 'GNU.sparse.major':
      sparse.major = latin1(value, 0, value.length);
      return false;
    case 'GNU.sparse.minor':
      sparse.minor = latin1(value, 0, value.length);
      return false;
    case 'GNU.sparse.map':
    case 'GNU.sparse.offset':
      sparse.map = true;
      return false;
    case 'GNU.sparse.name':
      sparse.name = value;
      return false;
    case 'GNU.sparse.size':
      return setNumber(
        value,
        false,
        (size) => (sparse.size = size),
        () => delete sparse.size,
      );
    case 'GNU.sparse.realsize':
      return setNumber(
        value,
        false,
        (size) => (sparse.realSize = size),
        () => delete sparse.realSize,
      );
    default:
      return false;
  }
}

function setText(value: Uint8Array, set: (value: Uint8Array) => void, clear: () => void): boolean {
  if (value.length === 0) clear();
  else set(value);
  return value.includes(0);
}

function setNumber(value: Uint8Array, fraction: boolean, set: (value: number) => void, clear: () => void): boolean {
  if (value.length === 0) {
    clear();
    return false;
  }
  const number = decimal(value, fraction);
  set(number);
  return Number.isNaN(number);
}

/** A decimal integer, with a fraction that is rounded down where one is allowed; NaN when it is none or too large. */
function decimal(value: Uint8Array, fraction: boolean): number {
  const text = latin1(value, 0, value.length);
  const pattern = fraction ? /^[+-]?\d+(\.\d*)?$/ : /^[+-]?\d+$/;
  const number = pattern.test(text) ? Math.floor(Number(text)) : Number.NaN;
  return Number.isSafeInteger(number) ? number : Number.NaN;
}

/** One character a byte, so that nothing is lost whatever the encoding. */
export function latin1(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let i = start; i < end; i++) text += String.fromCharCode(bytes[i]);
  return text;
}

function fromLatin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
