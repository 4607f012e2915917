import { setTimeout as sleep } from 'node:timers/promises';
import type { AskMerger } from '../../merger/startMerger.ts';

/** Notices when names in engines may mean other images than before. Engines are followed only while someone wants to know. */
export interface EngineWatcher {
  /** Grows with each change. */
  readonly changes: number;
  /** Calls from now on, and soon when something has changed since `changes` was that. Ends with what it returns. */
  watch(since: number, onChange: () => void): () => void;
  /** Engines may be asked now, or no more. */
  restart(): void;
  dispose(): void;
}

/** Milliseconds after which a merger that crashed is asked again. */
const AGAIN = 1000;

export function engineWatcher(ask: AskMerger): EngineWatcher {
  const listeners = new Set<() => void>();
  let changes = 0;
  let following: AbortController | null = null;

  function changed(): void {
    changes++;
    for (const listener of [...listeners]) listener();
  }

  async function follow(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await ask('followEngines', {}, { signal, onProgress: changed });
        // Engines may not be asked, or there is none.
        return;
      } catch {
        await sleep(AGAIN, undefined, { signal, ref: false }).catch(() => undefined);
        if (!signal.aborted) changed();
      }
    }
  }

  function start(): void {
    following = new AbortController();
    void follow(following.signal);
  }

  function stop(): void {
    following?.abort();
    following = null;
  }

  return {
    get changes() {
      return changes;
    },
    watch(since, onChange) {
      const listener = (): void => onChange();
      listeners.add(listener);
      if (following === null) start();
      if (since !== changes) queueMicrotask(() => listeners.has(listener) && listener());
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) stop();
      };
    },
    restart() {
      if (following === null) return;
      stop();
      start();
    },
    dispose() {
      listeners.clear();
      stop();
    },
  };
}
