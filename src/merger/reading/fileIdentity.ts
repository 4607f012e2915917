import { stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Another when the image file was replaced or written to, or the index of a layout directory: which file it is, its size
 * and its time. Unlike the cache's state it does not change with names and rights, which a file may get while it is read.
 */
export async function fileIdentity(path: string): Promise<string> {
  const found = await stat(path, { bigint: true });
  const { dev, ino, size, mtimeNs } = found.isDirectory()
    ? await stat(join(path, 'index.json'), { bigint: true })
    : found;
  return `${dev}:${ino} ${size} ${mtimeNs}`;
}
