import type { Xattr } from './entry.ts';
import { paxRecords } from './paxRecords.ts';

/** What Layerwise reads of the PAX records in front of an entry; absent records leave the header's own value. */
export interface PaxHeader {
  readonly path: Uint8Array | null;
  readonly linkpath: Uint8Array | null;
  readonly size: number | null;
  readonly uid: number | null;
  readonly gid: number | null;
  readonly mtime: number | null;
  readonly xattrs: readonly Xattr[] | null;
  readonly sparse: SparseHeader | null;
}

/** GNU's sparse files in PAX form, versions 0.0, 0.1 and 1.0. https://www.gnu.org/software/tar/manual/html_node/PAX-1.html */
export interface SparseHeader {
  /** The real name: the header's own is one that other programs would unpack the pieces to. */
  readonly name: Uint8Array | null;
  /** Bytes of the whole file. */
  readonly size: number | null;
}

const XATTR = 'SCHILY.xattr.';
const TEXTS = ['path', 'linkpath', 'uname', 'gname'];
const NUL = 0;

/** Reads an extended header as Go does; a string says why it cannot be read. */
export function parsePax(bytes: Uint8Array): PaxHeader | string {
  const records = paxRecords(bytes);
  if (typeof records === 'string') return records;
  const wrong = TEXTS.find((key) => records.get(key)?.includes(NUL));
  if (wrong !== undefined) return unreadable(wrong);
  const numbers = { ...NUMBERS };
  for (const key of numberKeys) {
    const value = records.get(key);
    if (value === undefined || value.length === 0) continue;
    numbers[key] = decimal(value, TIMES.includes(key));
    if (Number.isNaN(numbers[key])) return unreadable(key);
  }
  return {
    path: textOf(records, 'path'),
    linkpath: textOf(records, 'linkpath'),
    size: numbers.size,
    uid: numbers.uid,
    gid: numbers.gid,
    mtime: numbers.mtime,
    xattrs: xattrsOf(records),
    sparse: isSparse(records)
      ? {
          name: textOf(records, 'GNU.sparse.name'),
          size: numbers['GNU.sparse.size'] ?? numbers['GNU.sparse.realsize'],
        }
      : null,
  };
}

type Records = ReadonlyMap<string, Uint8Array>;

type NumberKey = 'size' | 'uid' | 'gid' | 'mtime' | 'atime' | 'ctime' | 'GNU.sparse.size' | 'GNU.sparse.realsize';
const NUMBERS: Readonly<Record<NumberKey, number | null>> = {
  size: null,
  uid: null,
  gid: null,
  mtime: null,
  atime: null,
  ctime: null,
  'GNU.sparse.size': null,
  'GNU.sparse.realsize': null,
};
const numberKeys = Object.keys(NUMBERS) as NumberKey[];
const TIMES: readonly NumberKey[] = ['mtime', 'atime', 'ctime'];

/** An empty value means that the header's own counts. */
function textOf(records: Records, key: string): Uint8Array | null {
  const value = records.get(key);
  return value === undefined || value.length === 0 ? null : value;
}

function xattrsOf(records: Records): Xattr[] | null {
  const found = [...records]
    .filter(([key, value]) => key.startsWith(XATTR) && value.length > 0)
    .map(([key, value]) => ({ key: fromLatin1(key.slice(XATTR.length)), value }));
  return found.length > 0 ? found : null;
}

function isSparse(records: Records): boolean {
  const version = ['GNU.sparse.major', 'GNU.sparse.minor'].map((key) => latin1(records.get(key))).join('.');
  if (version === '.') return records.has('GNU.sparse.map') || records.has('GNU.sparse.offset');
  return ['0.0', '0.1', '1.0'].includes(version);
}

/** A decimal integer, with a fraction that is rounded down where one is allowed; NaN when it is none or too large. */
function decimal(value: Uint8Array, fraction: boolean): number {
  const text = latin1(value);
  const pattern = fraction ? /^[+-]?\d+(\.\d*)?$/ : /^[+-]?\d+$/;
  const number = pattern.test(text) ? Math.floor(Number(text)) : Number.NaN;
  return Number.isSafeInteger(number) ? number : Number.NaN;
}

function unreadable(key: string): string {
  return `an extended header has a ${key} that cannot be read`;
}

function latin1(bytes: Uint8Array = new Uint8Array(0)): string {
  return String.fromCharCode(...bytes.subarray(0, 64));
}

function fromLatin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
