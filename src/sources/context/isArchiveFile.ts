import { open } from 'node:fs/promises';

/**
 * Whether ADD would unpack a file: a tar archive, plain or compressed. Of a compressed one only that it is compressed is
 * looked at, which is no proof of a tar in it; a file `data.json.gz` is no archive to the builder, so its name is asked too.
 */
export async function isArchiveFile(path: string): Promise<boolean> {
  const head = await readHead(path);
  if (head === null) return false;
  const isTar = head.subarray(257, 262).toString('latin1') === 'ustar';
  const isCompressed = MAGIC.some((magic) => head.subarray(0, magic.length).equals(magic));
  return isTar || (isCompressed && /\.(?:tar(?:\.[a-z0-9]+)?|t[gbx]z2?|tzst)$/i.test(path));
}

const MAGIC = [
  Buffer.from([0x1f, 0x8b]),
  Buffer.from('BZh'),
  Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]),
  Buffer.from([0x28, 0xb5, 0x2f, 0xfd]),
];

async function readHead(path: string): Promise<Buffer | null> {
  const file = await open(path).catch(() => null);
  if (file === null) return null;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(512), 0, 512, 0);
    return buffer.subarray(0, bytesRead);
  } catch {
    return null;
  } finally {
    await file.close();
  }
}
