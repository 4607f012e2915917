import { stat } from 'node:fs/promises';
import type { Archive } from '../../core/context/archive.ts';
import { archiveBounds, archiveBudget } from './archiveBudget.ts';
import { readArchive } from './readArchive.ts';

/** What is in archives, for as long as they stay as they are. Those that the last question did not ask for are forgotten. */
export interface ArchiveMemory {
  /** By the paths that were asked for, without those that are no archives. */
  look(paths: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, Archive>>;
}

interface Known {
  readonly state: string;
  readonly archive: Archive | null;
}

export function archiveMemory(bounds = archiveBounds): ArchiveMemory {
  let known: ReadonlyMap<string, Known> = new Map();
  return {
    async look(paths, signal) {
      const budget = archiveBudget(bounds);
      const now = new Map<string, Known>();
      for (const path of paths) {
        const state = await stateOf(path);
        const before = known.get(path);
        const isKnown = before?.state === state;
        now.set(path, isKnown ? before : { state, archive: await readArchive(path, budget, signal) });
      }
      known = now;
      return new Map([...now].flatMap(([path, { archive }]) => (archive === null ? [] : [[path, archive] as const])));
    },
  };
}

async function stateOf(path: string): Promise<string> {
  const found = await stat(path).catch(() => null);
  return found === null ? '' : [found.ino, found.size, found.mtimeMs, found.ctimeMs].join();
}
