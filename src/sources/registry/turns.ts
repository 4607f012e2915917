/** So many at once for each name; the others wait, in the order in which they came. */
export interface Turns {
  /**
   * Gives what has to be called at the end, once.
   *
   * @throws the signal's reason.
   */
  take(name: string, signal: AbortSignal): Promise<() => void>;
}

interface Line {
  free: number;
  readonly waiting: Set<() => void>;
}

export function turns(atOnce: number): Turns {
  const lines = new Map<string, Line>();

  function pass(line: Line): void {
    const [next] = line.waiting;
    if (next === undefined) line.free++;
    else next();
  }

  return {
    async take(name, signal) {
      signal.throwIfAborted();
      const line = lines.get(name) ?? { free: atOnce, waiting: new Set() };
      lines.set(name, line);
      if (line.free > 0) line.free--;
      else await turnOf(line, signal);
      return () => pass(line);
    },
  };
}

function turnOf({ waiting }: Line, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      waiting.delete(come);
      signal.removeEventListener('abort', giveUp);
    };
    const come = (): void => {
      leave();
      resolve();
    };
    const giveUp = (): void => {
      leave();
      reject(signal.reason as Error);
    };
    waiting.add(come);
    signal.addEventListener('abort', giveUp, { once: true });
  });
}
