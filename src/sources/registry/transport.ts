import { setMaxListeners } from 'node:events';
import { answerOf } from './answerOf.ts';
import { type AskingOptions, openAsking, type Started } from './asking.ts';
import { reasonOf, silent } from './connectionFault.ts';
import { proxyRefusal, silentProxy, unreachableProxy } from './proxy/proxyError.ts';
import type { Answer, Question } from './question.ts';
import { RegistryError } from './registryError.ts';
import { turns } from './turns.ts';

/** One question, one answer: neither redirects nor other tries. At most so many are open to one server; others wait. */
export interface Transport {
  /** Whether a server may do without TLS or have any certificate, by `host[:port]`. */
  readonly mayBeInsecure: (address: string) => boolean;
  /** @throws RegistryError when nothing comes; the signal's reason. */
  send(question: Question): Promise<Answer>;
  close(): void;
}

const MOST_CONNECTIONS = 6;

export function openTransport(options: AskingOptions): Transport {
  const { silence, mayBeInsecure } = options;
  const asking = openAsking(options);
  const line = turns(MOST_CONNECTIONS);

  function ask({ request, proxy }: Started, { url, signal, body }: Question): Promise<Answer> {
    return new Promise((resolve, reject) => {
      let timer: NodeJS.Timeout | undefined;
      // Waiting for a proxy's connection is no silence of the server: it has its own limit.
      request.once('socket', () => {
        timer = setTimeout(
          () => request.destroy(proxy === null ? silent(silence) : silentProxy(proxy, silence)),
          silence,
        );
      });
      request.on('response', (response) => {
        clearTimeout(timer);
        if (proxy === null || response.statusCode !== 407) {
          resolve(answerOf(response, { url, signal, proxy, silence }));
          return;
        }
        response.destroy();
        reject(proxyRefusal(proxy, 407, url.host));
      });
      request.on('error', (error) => {
        clearTimeout(timer);
        const isTheProxys = proxy !== null && !signal.aborted && !(error instanceof RegistryError);
        reject(isTheProxys ? unreachableProxy(proxy, error) : reasonOf(error, signal));
      });
      request.end(body);
    });
  }

  return {
    mayBeInsecure,
    async send(question) {
      // As many layers as are read at once have one signal: that is no leak.
      setMaxListeners(0, question.signal);
      const done = await line.take(question.url.origin, question.signal);
      const started = startedOr(done, () => asking.start(question));
      started.request.once('close', done);
      return ask(started, question);
    },
    close: () => asking.close(),
  };
}

function startedOr(undo: () => void, start: () => Started): Started {
  try {
    return start();
  } catch (error) {
    undo();
    throw error;
  }
}
