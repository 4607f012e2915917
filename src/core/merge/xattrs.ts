import type { Xattr } from '../tar/entry.ts';

/**
 * Extended attributes as one byte string: for each, sorted by key, the length of the key, the key, the length of the
 * value, the value; lengths are 32 bits, little-endian. Equal sets give equal bytes, whatever their order in the tar.
 */
export function encodeXattrs(xattrs: readonly Xattr[]): Uint8Array {
  const sorted = xattrs.toSorted((a, b) => compareBytes(a.key, b.key));
  const size = sorted.reduce((sum, { key, value }) => sum + 8 + key.length + value.length, 0);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const { key, value } of sorted) {
    for (const part of [key, value]) {
      view.setUint32(at, part.length, true);
      bytes.set(part, at + 4);
      at += 4 + part.length;
    }
  }
  return bytes;
}

export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return a[i] - b[i];
  return a.length - b.length;
}
