/** Chunks that one side pushes as they come and the other takes when it is ready. */
export interface ChunkQueue {
  push(chunk: Uint8Array): void;
  /** No more will come; the taking side gets the error, if there is one, after all that was pushed. */
  end(error?: Error): void;
  readonly chunks: AsyncIterable<Uint8Array>;
  /** When all that was pushed is worked through, or nobody takes any more. */
  idle(): Promise<void>;
  /** When no more will come, with or without an error. */
  ended(): Promise<void>;
}

export function chunkQueue(): ChunkQueue {
  const waiting: Uint8Array[] = [];
  const asked = signal();
  const given = signal();
  const ended = signal();
  let fault: Error | null = null;
  let closed = false;

  async function* take(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        const chunk = waiting.shift();
        if (chunk !== undefined) yield chunk;
        else if (ended.isSet) break;
        else {
          given.reset();
          asked.set();
          await given.wait();
        }
      }
      if (fault !== null) throw fault;
    } finally {
      closed = true;
      waiting.length = 0;
      asked.set();
    }
  }

  return {
    push(chunk) {
      if (closed) return;
      waiting.push(chunk);
      asked.reset();
      given.set();
    },
    end(error) {
      fault ??= error ?? null;
      if (!closed) asked.reset();
      ended.set();
      given.set();
    },
    chunks: take(),
    idle: () => asked.wait(),
    ended: () => ended.wait(),
  };
}

/** Something that has happened or is waited for. */
function signal() {
  let isSet = false;
  let wake: (() => void)[] = [];
  return {
    get isSet() {
      return isSet;
    },
    set() {
      isSet = true;
      for (const resolve of wake) resolve();
      wake = [];
    },
    reset() {
      isSet = false;
    },
    wait(): Promise<void> {
      return isSet ? Promise.resolve() : new Promise((resolve) => wake.push(resolve));
    },
  };
}
