import { type CancellationToken, CancellationTokenSource } from 'vscode-jsonrpc/node';

/** The signal of a request that the other side may cancel. */
export function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  else token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}

/** Calls with a token that is cancelled with the signal. */
export async function withToken<T>(
  signal: AbortSignal | undefined,
  call: (token: CancellationToken) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const source = new CancellationTokenSource();
  const cancel = (): void => source.cancel();
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    return await call(source.token);
  } catch (error) {
    // The other side answers a cancelled request with an error of its own; the reason is the caller's.
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', cancel);
    source.dispose();
  }
}
