import { setMaxListeners } from 'node:events';
import * as http from 'node:http';
import * as https from 'node:https';
import type { Patience } from './patience.ts';
import { RegistryError } from './registryError.ts';

export interface Question {
  readonly method: 'GET' | 'HEAD' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** A form. */
  readonly body?: string;
  readonly signal: AbortSignal;
}

export interface Answer {
  /** Who answered. */
  readonly url: URL;
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  /** Once. Whoever does not take it to its end closes the connection. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Whether the body came to the end that the answer announced. */
  isWhole(): boolean;
}

/** One question, one answer: neither redirects nor other tries. At most so many are open to one server; others wait. */
export interface Transport {
  /** Whether a server may do without TLS or have any certificate, by `host[:port]`. */
  readonly mayBeInsecure: (address: string) => boolean;
  /** @throws RegistryError when nothing comes; the signal's reason. */
  send(question: Question): Promise<Answer>;
  close(): void;
}

const MOST_CONNECTIONS = 6;

export function openTransport({ silence }: Patience, mayBeInsecure: Transport['mayBeInsecure']): Transport {
  const limits = { keepAlive: true, maxSockets: MOST_CONNECTIONS };
  const plain = new http.Agent(limits);
  const secure = new https.Agent(limits);
  const careless = new https.Agent({ ...limits, rejectUnauthorized: false });

  function start({ url, method, headers, signal }: Question): http.ClientRequest {
    if (url.protocol === 'http:') return http.request(url, { method, headers, signal, agent: plain });
    return https.request(url, { method, headers, signal, agent: mayBeInsecure(url.host) ? careless : secure });
  }

  return {
    mayBeInsecure,
    send: (question) =>
      new Promise((resolve, reject) => {
        question.signal.throwIfAborted();
        // As many layers as are read at once have one signal: that is no leak.
        setMaxListeners(0, question.signal);
        const request = start(question);
        let timer: NodeJS.Timeout | undefined;
        // Waiting for a free connection is no silence.
        request.once('socket', () => {
          timer = setTimeout(() => request.destroy(silent(silence)), silence);
        });
        request.on('response', (response) => {
          clearTimeout(timer);
          resolve(answerOf(response, question, silence));
        });
        request.on('error', (error) => {
          clearTimeout(timer);
          reject(reasonOf(error, question.signal));
        });
        request.end(question.body);
      }),
    close() {
      for (const agent of [plain, secure, careless]) agent.destroy();
    },
  };
}

function answerOf(response: http.IncomingMessage, { url, signal }: Question, silence: number): Answer {
  // Told by whoever reads it.
  response.on('error', () => undefined);
  return {
    url,
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

function silent(milliseconds: number): RegistryError {
  return new RegistryError(`says nothing for ${milliseconds / 1000} s`, { isPassing: true });
}

function reasonOf(error: unknown, signal: AbortSignal): Error {
  if (signal.aborted) return signal.reason as Error;
  if (error instanceof RegistryError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const { words, isPassing } = CONNECTION[code] ?? { words: connectionWords(code), isPassing: false };
  return new RegistryError(words, { isPassing, cause: error });
}

const CLOSED = { words: 'closed the connection before the end', isPassing: true };

/** What keeps a connection from being made is there to stay; what breaks it may pass. */
const CONNECTION: Readonly<Record<string, { readonly words: string; readonly isPassing: boolean } | undefined>> = {
  ECONNRESET: CLOSED,
  EPIPE: CLOSED,
  ETIMEDOUT: { words: 'does not answer', isPassing: true },
  EAI_AGAIN: { words: 'cannot be found now: its name is not resolved', isPassing: true },
  ENOTFOUND: { words: 'cannot be found: there is no such host', isPassing: false },
  ECONNREFUSED: { words: 'cannot be reached: nobody listens there', isPassing: false },
  EHOSTUNREACH: { words: 'cannot be reached from here', isPassing: false },
  ENETUNREACH: { words: 'cannot be reached from here', isPassing: false },
};

function connectionWords(code: string): string {
  if (/CERT|SIGNATURE|ALTNAME/.test(code)) return `has a certificate that is not trusted (${code})`;
  return `cannot be spoken to${/^[A-Z_0-9]{1,60}$/.test(code) ? ` (${code})` : ''}`;
}
