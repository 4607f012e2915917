import { readFile } from 'node:fs/promises';
import { Failure } from '../../core/error.ts';

/** More than anybody writes. */
const MAX_BYTES = 1024 * 1024;

/** The text of a file that the user wrote or named. Throws Failure when there is none. */
export async function readConfigFile(path: string, what: string, advice: string): Promise<string> {
  const text = await read(path, what, advice);
  if (text.length > MAX_BYTES)
    throw new Failure('usage', `Cannot read ${what} ${path}: it is too large for one`, advice);
  return text.replace(/^\uFEFF/, '');
}

async function read(path: string, what: string, advice: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const why =
      error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'there is no such file' : String(error);
    throw new Failure('usage', `Cannot read ${what} ${path}: ${why}`, advice);
  }
}
