import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';

export interface FileState {
  readonly isDirectory: boolean;
  /** Another whenever the file may be: of its place, inode, size and times to the nanosecond. */
  readonly state: string;
}

/** Null when there is none. */
export async function fileState(path: string): Promise<FileState | null> {
  const found = await stat(path, { bigint: true }).catch(() => null);
  if (found === null) return null;
  const { dev, ino, size, mtimeNs, ctimeNs } = found;
  return { isDirectory: found.isDirectory(), state: `${resolve(path)} ${dev}:${ino} ${size} ${mtimeNs} ${ctimeNs}` };
}
