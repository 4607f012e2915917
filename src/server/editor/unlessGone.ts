/** Of a client that is gone, or does not know what it is told, nobody is waiting: that is no error. */
export function unlessGone(telling: Promise<unknown>): void {
  telling.catch(() => undefined);
}
