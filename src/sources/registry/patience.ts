import { setTimeout as wait } from 'node:timers/promises';

/** How long a registry is waited for. Tests have none. */
export interface Patience {
  /** Milliseconds without a byte after which a registry counts as silent. A large answer may take any time. */
  readonly silence: number;
  /** Between two tries. Rejects with the signal's reason. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

export const patient: Patience = {
  silence: 30_000,
  sleep: async (milliseconds, signal) => {
    await wait(milliseconds, undefined, { signal }).catch((error: unknown) => {
      signal.throwIfAborted();
      throw error;
    });
  },
};
