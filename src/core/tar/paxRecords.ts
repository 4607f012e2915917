const SPACE = 0x20;
const NEWLINE = 0x0a;
const EQUALS = 0x3d;

/**
 * The `length key=value\n` records of an extended header by key, one character a byte, the last of each winning. Values are
 * bytes: writers put other encodings and binary attributes there. A string says why they cannot be read.
 * https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html#tag_20_92_13_03
 */
export function paxRecords(bytes: Uint8Array): Map<string, Uint8Array> | string {
  const records = new Map<string, Uint8Array>();
  for (let at = 0; at < bytes.length; ) {
    const end = recordEnd(bytes, at);
    if (end === null) return 'an extended header has a record of wrong length';
    const start = bytes.indexOf(SPACE, at) + 1;
    const equals = bytes.indexOf(EQUALS, start);
    const key = equals > start && equals < end ? keyOf(bytes, start, equals) : '';
    if (key === '' || key.includes('\0')) return 'an extended header has a record without a key';
    records.set(key, bytes.slice(equals + 1, end - 1));
    at = end;
  }
  return records;
}

/** Where the record that starts at `at` ends, its newline included; null when its length is wrong. */
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

function keyOf(bytes: Uint8Array, start: number, end: number): string {
  let key = '';
  for (let i = start; i < end; i++) key += String.fromCharCode(bytes[i]);
  return key;
}
