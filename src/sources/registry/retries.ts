import type { Patience } from './patience.ts';
import { RegistryError } from './registryError.ts';

const MOST_TRIES = 5;
const FIRST_PAUSE = 500;
/** Who wants to be left alone for longer is not waited for. */
const LONGEST_PAUSE = 60_000;

/** Counts what goes wrong, and says how long to wait before the next try. */
export interface Tries {
  /** @throws the error, when it will not pass or there were enough tries. */
  again(error: unknown, signal: AbortSignal): Promise<void>;
  /** It goes well again. */
  reset(): void;
}

export function tries({ sleep }: Patience): Tries {
  let failed = 0;
  return {
    async again(error, signal) {
      signal.throwIfAborted();
      if (!(error instanceof RegistryError) || !error.isPassing || ++failed >= MOST_TRIES) throw error;
      const pause = error.waitFor ?? FIRST_PAUSE * 2 ** (failed - 1);
      if (pause > LONGEST_PAUSE) throw error;
      await sleep(pause, signal);
    },
    reset() {
      failed = 0;
    },
  };
}

/** Does it until it goes well, or will not. */
export async function withRetries<T>(patience: Patience, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  const count = tries(patience);
  for (;;) {
    try {
      return await work();
    } catch (error) {
      await count.again(error, signal);
    }
  }
}
