import type * as http from 'node:http';
import { reasonOf, silent } from './connectionFault.ts';
import type { Proxy } from './proxy/proxy.ts';
import type { Answer, Question } from './question.ts';

export interface Asked extends Pick<Question, 'url' | 'signal'> {
  readonly proxy: Proxy | null;
  /** Milliseconds without a byte after which the server counts as silent. */
  readonly silence: number;
}

/** What a server answers, as its bytes come. */
export function answerOf(response: http.IncomingMessage, { url, signal, proxy, silence }: Asked): Answer {
  // Told by whoever reads it.
  response.on('error', () => undefined);
  return {
    url,
    proxy: proxy === null ? null : proxy.address,
    status: response.statusCode ?? 0,
    headers: response.headers,
    body: bodyOf(response, signal, silence),
    isWhole: () => response.complete && isFramed(response.headers),
  };
}

/** Without a length or chunks, a connection that breaks looks like an end. */
function isFramed(headers: http.IncomingHttpHeaders): boolean {
  return headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
}

/** Silence counts only while a byte is waited for, not while the last one is worked on. */
async function* bodyOf(
  response: http.IncomingMessage,
  signal: AbortSignal,
  silence: number,
): AsyncGenerator<Uint8Array> {
  const chunks = (response as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
  try {
    for (;;) {
      const timer = setTimeout(() => response.destroy(silent(silence)), silence);
      const next = await chunks.next().finally(() => clearTimeout(timer));
      if (next.done === true) return;
      yield next.value;
    }
  } catch (error) {
    throw reasonOf(error, signal);
  } finally {
    await chunks.return?.();
  }
}
