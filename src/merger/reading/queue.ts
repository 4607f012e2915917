/** Those who wait for a thing, first come first served. What is given goes to one of them, who has to give it back. */
export interface Queue<T> {
  /** @throws The signal's reason. */
  take(signal: AbortSignal | undefined): Promise<T>;
  /** False when nobody waits; then the thing is not made. */
  give(make: () => T): boolean;
}

export function queue<T>(): Queue<T> {
  const waiting = new Set<(make: () => T) => void>();
  return {
    take: (signal) =>
      new Promise((resolve, reject) => {
        const leave = (): void => {
          waiting.delete(receive);
          reject(signal?.reason as Error);
        };
        const receive = (make: () => T): void => {
          waiting.delete(receive);
          signal?.removeEventListener('abort', leave);
          try {
            resolve(make());
          } catch (error) {
            reject(error instanceof Error ? error : new Error(String(error)));
          }
        };
        waiting.add(receive);
        signal?.addEventListener('abort', leave, { once: true });
      }),
    give(make) {
      const [first] = waiting;
      first?.(make);
      return first !== undefined;
    },
  };
}
