import type { Dirent, Stats } from 'node:fs';
import { open, opendir, stat } from 'node:fs/promises';
import type { DirectoryEntry, FileKind, Files } from './files.ts';

/** The machine's own files. */
export const nodeFiles: Files = {
  async readFile(path, maximumBytes) {
    // Looked at before it is opened: opening a pipe waits for its other end.
    const state = await unlessAbsent(stat(path));
    if (state?.isFile() !== true) return null;
    if (state.size > maximumBytes) throw tooLarge(maximumBytes);
    return unlessAbsent(readBounded(path, maximumBytes));
  },

  async readDirectory(path, maximumEntries) {
    const directory = await unlessAbsent(opendir(path));
    if (directory === null) return null;
    const entries: DirectoryEntry[] = [];
    for await (const entry of directory) {
      entries.push({ name: entry.name, kind: kindOf(entry) });
      if (entries.length >= maximumEntries) break;
    }
    return entries;
  },

  async stat(path) {
    const state = await unlessAbsent(stat(path));
    return state && { kind: kindOf(state), modified: state.mtimeMs };
  },
};

/** Reads no more than allowed even where the file grew, or says that it is smaller than it is. */
async function readBounded(path: string, maximumBytes: number): Promise<string> {
  const file = await open(path);
  const chunks: Buffer[] = [];
  for await (const chunk of file.createReadStream({ end: maximumBytes })) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  if (bytes.length > maximumBytes) throw tooLarge(maximumBytes);
  return bytes.toString('utf8');
}

async function unlessAbsent<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return null;
    throw error;
  }
}

function kindOf(entry: Dirent | Stats): FileKind {
  if (entry.isFile()) return 'file';
  return entry.isDirectory() ? 'directory' : 'other';
}

function tooLarge(maximumBytes: number): Error {
  return new Error(`it has more than ${maximumBytes} bytes`);
}
