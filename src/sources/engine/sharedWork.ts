/** Work that is done once for all who want its result. */
export interface SharedWork<T> {
  /** Starts it if nobody has. When all who wait have given up, it is stopped; whoever comes then starts it again. */
  wait(signal: AbortSignal | undefined): Promise<T>;
  /** Stops it. Gives its result if there is one. */
  end(): Promise<T | null>;
}

interface Running<T> {
  readonly result: Promise<T>;
  readonly controller: AbortController;
  waiting: number;
}

export function sharedWork<T>(start: (signal: AbortSignal) => Promise<T>): SharedWork<T> {
  let current: Running<T> | null = null;

  function begin(): Running<T> {
    const controller = new AbortController();
    const begun: Running<T> = { result: start(controller.signal), controller, waiting: 0 };
    begun.result.catch(() => forget(begun));
    current = begun;
    return begun;
  }
  function forget(work: Running<T>): void {
    if (current === work) current = null;
  }

  return {
    async wait(signal) {
      signal?.throwIfAborted();
      const work = current ?? begin();
      work.waiting++;
      const givenUp = (): void => {
        if (--work.waiting > 0) return;
        forget(work);
        work.controller.abort(signal?.reason);
      };
      return unlessAborted(work.result, signal, givenUp);
    },
    async end() {
      current?.controller.abort(new Error('the image was closed'));
      return (await current?.result.catch(() => null)) ?? null;
    },
  };
}

/** Tells when the signal came before the result. */
function unlessAborted<T>(result: Promise<T>, signal: AbortSignal | undefined, givenUp: () => void): Promise<T> {
  if (signal === undefined) return result;
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      givenUp();
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', stop, { once: true });
    result.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
