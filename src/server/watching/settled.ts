import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/**
 * State of an image file: another whenever the file is. One that was written to just now is waited for, until its size
 * and times stay as they are. Null when there is none.
 */
export async function wholeFile(path: string, signal: AbortSignal): Promise<string | null> {
  for (let before = await stateOf(path); ; ) {
    if (before === null || Date.now() - before.modified > FRESH) return before?.state ?? null;
    await setTimeout(QUIET, undefined, { signal });
    const now = await stateOf(path);
    if (now?.state === before.state) return now.state;
    before = now;
  }
}

/** Milliseconds. A file that was left alone for so long is taken as it is. */
const FRESH = 3000;
/** A writer that pauses for longer is taken for done; when it goes on, the file is read again. */
const QUIET = 500;

/** Of a layout directory its index tells: builders write it last. */
async function stateOf(path: string): Promise<{ readonly state: string; readonly modified: number } | null> {
  const found = await stat(path).catch(() => null);
  const index = found?.isDirectory() === true ? await stat(join(path, 'index.json')).catch(() => null) : null;
  const told = index ?? found;
  return told && { state: `${told.ino} ${told.size} ${told.mtimeMs}`, modified: told.mtimeMs };
}
