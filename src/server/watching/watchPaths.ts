import { type StatsListener, unwatchFile, watchFile } from 'node:fs';

/** Notices when files or folders change, come or go; also those on network drives, and those replaced by another. */
export interface PathWatcher {
  /** Watches these, and no longer those it watched before. */
  watch(paths: readonly string[]): void;
  dispose(): void;
}

/** By looking at them from time to time: notices of the system are not to be had everywhere, and miss replaced files. */
export function pathWatcher(onChange: (path: string) => void, interval = LOOK_EVERY): PathWatcher {
  const watched = new Map<string, StatsListener>();

  function stop(path: string): void {
    const listener = watched.get(path);
    if (listener !== undefined) unwatchFile(path, listener);
    watched.delete(path);
  }

  return {
    watch(paths) {
      const wanted = new Set(paths);
      for (const path of [...watched.keys()]) if (!wanted.has(path)) stop(path);
      for (const path of wanted) {
        if (watched.has(path)) continue;
        const listener: StatsListener = () => onChange(path);
        watched.set(path, listener);
        watchFile(path, { interval, persistent: false }, listener);
      }
    },
    dispose() {
      for (const path of [...watched.keys()]) stop(path);
    },
  };
}

/** Milliseconds. */
const LOOK_EVERY = 1000;
