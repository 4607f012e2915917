import { rm } from 'node:fs/promises';
import { listLayerFiles } from './layerFiles.ts';

/** Nobody writes for so long: the writer is gone. */
const ABANDONED_AFTER = 60 * 60 * 1000;

/**
 * Removes what was not used for longest until the rest has at most `maxBytes`. Several processes may do so at once: they
 * choose the same files, and a file that is gone already is as good as removed. Readers keep what they have opened.
 */
export async function evict(directory: string, maxBytes: number): Promise<void> {
  const files = await listLayerFiles(directory);
  const kept = files.filter(({ temporary }) => !temporary);
  let bytes = kept.reduce((sum, file) => sum + file.bytes, 0);
  for (const file of kept.sort((a, b) => a.usedAt - b.usedAt || (a.path < b.path ? -1 : 1))) {
    if (bytes <= maxBytes) break;
    await rm(file.path, { force: true });
    bytes -= file.bytes;
  }
  const abandoned = files.filter(({ temporary, usedAt }) => temporary && usedAt < Date.now() - ABANDONED_AFTER);
  for (const { path } of abandoned) await rm(path, { force: true });
}

/** One run at a time; whoever calls while one is going on gets the next, which sees what they did. */
export function coalesced(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  let waiting: Promise<void> | null = null;
  return () => {
    waiting ??= running.then(() => {
      waiting = null;
      running = work();
      return running;
    });
    return waiting;
  };
}
