import { type Stats, type StatsListener, unwatchFile, watchFile } from 'node:fs';

/** Notices when files or folders change, come or go; also those on network drives, and those replaced by another. */
export interface PathWatcher {
  /** Watches these, and no longer those it watched before. True when there are new ones among them. */
  watch(paths: readonly string[]): boolean;
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

  function start(path: string): void {
    const listener: StatsListener = (now, before) => {
      // Called as well for a file that was not there when it was first looked at.
      if (stateOf(now) !== stateOf(before)) onChange(path);
    };
    watched.set(path, listener);
    // Many Dockerfiles may watch one folder.
    watchFile(path, { interval, persistent: false }, listener).setMaxListeners(0);
  }

  return {
    watch(paths) {
      const wanted = new Set(paths);
      for (const path of [...watched.keys()]) if (!wanted.has(path)) stop(path);
      const fresh = [...wanted].filter((path) => !watched.has(path));
      fresh.forEach(start);
      return fresh.length > 0;
    },
    dispose() {
      for (const path of [...watched.keys()]) stop(path);
    },
  };
}

function stateOf({ ino, size, mtimeMs }: Stats): string {
  return `${ino} ${size} ${mtimeMs}`;
}

/** Milliseconds. */
const LOOK_EVERY = 1000;
