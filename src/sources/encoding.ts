export type Encoding = 'plain' | 'gzip' | 'zstd';

/** Bytes that `sniffEncoding` wants to see. */
export const MAGIC_BYTES = 4;

/** How a blob is compressed, by its first bytes: media types and names of archive members are often wrong or absent. */
export function sniffEncoding(head: Uint8Array): Encoding {
  const [a, b, c, d] = head;
  if (a === 0x1f && b === 0x8b) return 'gzip';
  if (a === 0x28 && b === 0xb5 && c === 0x2f && d === 0xfd) return 'zstd';
  // A skippable frame, which may stand before the first real one.
  if ((a & 0xf0) === 0x50 && b === 0x2a && c === 0x4d && d === 0x18) return 'zstd';
  return 'plain';
}
