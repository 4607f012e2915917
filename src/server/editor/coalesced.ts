/** Acts once for all calls of a short while: many Dockerfiles may change at once, and clients ask anew for all of them. */
export function coalesced(act: () => void): () => void {
  let timer: NodeJS.Timeout | null = null;
  return () => {
    timer ??= setTimeout(() => {
      timer = null;
      act();
    }, WHILE).unref();
  };
}

/** Milliseconds. */
const WHILE = 30;
