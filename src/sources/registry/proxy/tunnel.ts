import * as http from 'node:http';
import * as https from 'node:https';
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Proxy } from './proxy.ts';
import { ProxyError, proxyRefusal, silentProxy, unreachableProxy } from './proxyError.ts';

export interface TunnelOptions {
  /** Milliseconds that the proxy may say nothing. */
  readonly silence: number;
  /** Until the tunnel stands. */
  readonly signal: AbortSignal;
}

/**
 * A connection to a server through a proxy, which sees nothing of what goes over it if that has TLS.
 * https://www.rfc-editor.org/rfc/rfc9110#CONNECT
 *
 * @param server `host:port`.
 * @throws ProxyError; the signal's reason.
 */
export function openTunnel(proxy: Proxy, server: string, { silence, signal }: TunnelOptions): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const { request } = proxy.protocol === 'https:' ? https : http;
    const headers = { host: server, 'user-agent': 'layerwise', ...proxyHeaders(proxy) };
    const asked = request({ ...proxyAddress(proxy), method: 'CONNECT', path: server, headers, agent: false, signal });
    const timer = setTimeout(() => asked.destroy(silentProxy(proxy, silence)), silence);
    asked.once('connect', ({ statusCode = 0 }, socket) => {
      clearTimeout(timer);
      if (statusCode >= 200 && statusCode < 300) {
        resolve(socket);
        return;
      }
      socket.destroy();
      reject(proxyRefusal(proxy, statusCode, server));
    });
    // Afterwards too: one that breaks before it is used would end the program.
    asked.on('error', (error) => {
      clearTimeout(timer);
      reject(reasonOf(error, proxy, signal));
    });
    asked.end();
  });
}

/** Where the proxy itself is asked; its certificate has to be its own, whatever is asked for. */
export function proxyAddress({ host, port }: Proxy): https.RequestOptions {
  return { host, port, servername: isIP(host) === 0 ? host : '' };
}

/** What a proxy is shown with a question. */
export function proxyHeaders({ authorization }: Proxy): Readonly<Record<string, string>> {
  return authorization === null ? {} : { 'proxy-authorization': authorization };
}

function reasonOf(error: Error, proxy: Proxy, signal: AbortSignal): Error {
  if (signal.aborted) return signal.reason as Error;
  return error instanceof ProxyError ? error : unreachableProxy(proxy, error);
}
