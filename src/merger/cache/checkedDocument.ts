import { createHash } from 'node:crypto';

/** JSON behind a line with its checksum, as `cacheHealth` looks at it too. */
export function encodeDocument(value: unknown): Uint8Array {
  const json = JSON.stringify(value);
  return Buffer.from(`${checksum(json)}\n${json}`);
}

/** @throws Error when it is damaged. */
export function decodeDocument(file: ArrayBuffer): unknown {
  const text = Buffer.from(file).toString('utf8');
  const json = text.slice(text.indexOf('\n') + 1);
  if (!text.startsWith(`${checksum(json)}\n`)) throw new Error('damaged');
  return JSON.parse(json);
}

function checksum(json: string): string {
  return createHash('sha256').update(json).digest('hex');
}
