import type { Duplex } from 'node:stream';
import { type ConnectionOptions, connect } from 'node:tls';
import type { ChooseProxy } from './proxy/chooseProxy.ts';
import { isAboutUser, ProxyError } from './proxy/proxyError.ts';
import { openTunnel, type TunnelOptions } from './proxy/tunnel.ts';

/** Milliseconds. A server without TLS does not understand the first word, and says so or hangs up. */
const LIMIT = 5000;

export interface SpeaksTlsOptions extends TunnelOptions {
  readonly proxyFor: ChooseProxy;
}

/**
 * Whether a server that may do without TLS has it nevertheless. Whatever else is wrong with it, the first question will meet.
 *
 * @param address `host[:port]`.
 * @throws ProxyError when a proxy does not listen; the signal's reason.
 */
export async function speaksTls(address: string, { proxyFor, ...options }: SpeaksTlsOptions): Promise<boolean> {
  const url = new URL(`https://${address}`);
  const port = url.port || '443';
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const proxy = proxyFor(url);
  if (proxy === null) return understands({ host, port: Number(port) }, options.signal);
  let socket: Duplex;
  try {
    socket = await openTunnel(proxy, `${url.hostname}:${port}`, options);
  } catch (error) {
    // Many proxies lead to the usual port alone, and ask without TLS for any.
    if (error instanceof ProxyError && error.status !== 0 && !isAboutUser(error.status)) return false;
    throw error;
  }
  return understands({ host, socket }, options.signal);
}

function understands(server: ConnectionOptions, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const socket = connect({ ...server, rejectUnauthorized: false });
    const timer = setTimeout(() => end(false), LIMIT);
    const stop = (): void => {
      reject(signal.reason as Error);
      end(false);
    };
    function end(answer: boolean): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      socket.destroy();
      resolve(answer);
    }
    signal.addEventListener('abort', stop, { once: true });
    socket.once('secureConnect', () => end(true));
    socket.on('error', () => end(false));
    socket.once('close', () => end(false));
  });
}
