import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isLayerName, isOtherName, isTemporaryName, temporaryName } from './layerName.ts';

/** A file of the cache's directory that is ours. */
export interface LayerFile {
  readonly path: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly usedAt: number;
  /** Not there yet: what someone is writing, or did not get to the end of. */
  readonly temporary: boolean;
  /** A layer, and not what is remembered of an image or a merged tree. */
  readonly isLayer: boolean;
}

/** The whole file in a buffer of its own. Marks it as used now, as well as it may. */
export async function readAndTouch(path: string): Promise<ArrayBuffer> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const bytes = new Uint8Array(size);
    for (let at = 0; at < size; ) {
      const { bytesRead } = await file.read(bytes, at, size - at, at);
      if (bytesRead === 0) break;
      at += bytesRead;
    }
    const now = new Date();
    // The time of use is the file's mtime: many file systems are mounted so that reading sets no atime.
    await file.utimes(now, now).catch(() => undefined);
    return bytes.buffer;
  } finally {
    await file.close();
  }
}

/**
 * Whoever opens the name finds the old file, the new one or none, but never a part. Not flushed to the disk: a file that
 * a power failure leaves half-written has a wrong checksum.
 */
export async function writeAtomically(directory: string, name: string, bytes: Uint8Array): Promise<void> {
  await makeDirectory(directory);
  const temporary = join(directory, temporaryName(name, randomUUID()));
  try {
    await writeFile(temporary, bytes, { flag: 'wx', mode: 0o600 });
    await rename(temporary, join(directory, name));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Node's own recursive mkdir never ends below a directory that takes none, such as /proc. */
async function makeDirectory(directory: string): Promise<void> {
  if (await makeOne(directory)) return;
  if (dirname(directory) !== directory) await makeDirectory(dirname(directory));
  await makeOne(directory);
}

/** False when its parent is not there. */
async function makeOne(directory: string): Promise<boolean> {
  try {
    await mkdir(directory, { mode: 0o700 });
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EEXIST' && code !== 'ENOENT') throw error;
    return code === 'EEXIST';
  }
}

/** Nothing where there is no directory. What vanishes meanwhile was removed by another process. */
export async function listLayerFiles(directory: string): Promise<LayerFile[]> {
  const names = await readdir(directory).catch(nothingIfAbsent);
  const files = await Promise.all((names ?? []).map((name) => layerFile(directory, name)));
  return files.filter((file) => file !== null);
}

async function layerFile(directory: string, name: string): Promise<LayerFile | null> {
  const temporary = isTemporaryName(name);
  const isLayer = isLayerName(name);
  if (!temporary && !isLayer && !isOtherName(name)) return null;
  const path = join(directory, name);
  const found = await stat(path).catch(nothingIfAbsent);
  return found?.isFile() === true ? { path, bytes: found.size, usedAt: found.mtimeMs, temporary, isLayer } : null;
}

function nothingIfAbsent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
