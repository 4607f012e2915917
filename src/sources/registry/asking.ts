import * as http from 'node:http';
import * as https from 'node:https';
import type { ChooseProxy } from './proxy/chooseProxy.ts';
import type { Proxy } from './proxy/proxy.ts';
import { proxyAddress, proxyHeaders } from './proxy/tunnel.ts';
import { TunnelAgent, type TunnelRequestOptions } from './proxy/tunnelAgent.ts';
import type { Question } from './question.ts';

export interface AskingOptions {
  /** Whether a server may have any certificate, by `host[:port]`. */
  readonly mayBeInsecure: (address: string) => boolean;
  readonly proxyFor: ChooseProxy;
  /** Milliseconds without a byte after which a server or a proxy counts as silent. */
  readonly silence: number;
}

export interface Started {
  readonly request: http.ClientRequest;
  /** Who is asked instead of the server; null where it is the server itself, through a tunnel or not. */
  readonly proxy: Proxy | null;
}

/** Over connections that are kept, straight or through a proxy. */
export interface Asking {
  /** @throws ProxyError when what is set for a proxy is none. */
  start(question: Question): Started;
  close(): void;
}

export function openAsking({ proxyFor, mayBeInsecure, silence }: AskingOptions): Asking {
  const kept = { keepAlive: true };
  const plain = new http.Agent(kept);
  const secure = new https.Agent(kept);
  const tunnels = new Map<Proxy, TunnelAgent>();

  function tunnelsThrough(proxy: Proxy): TunnelAgent {
    const agent = tunnels.get(proxy) ?? new TunnelAgent(proxy, silence, kept);
    tunnels.set(proxy, agent);
    return agent;
  }

  /** https://www.rfc-editor.org/rfc/rfc9112#absolute-form */
  function instead(proxy: Proxy, { url, method, headers, signal }: Question): http.ClientRequest {
    const options = {
      ...proxyAddress(proxy),
      method,
      path: `${url.origin}${url.pathname}${url.search}`,
      headers: { ...headers, ...proxyHeaders(proxy), host: url.host },
      signal,
    };
    if (proxy.protocol === 'http:') return http.request({ ...options, agent: plain });
    return https.request({ ...options, agent: secure });
  }

  return {
    start(question) {
      const { url, method, headers, signal } = question;
      const proxy = proxyFor(url);
      if (url.protocol === 'http:') {
        if (proxy !== null) return { request: instead(proxy, question), proxy };
        return { request: http.request(url, { method, headers, signal, agent: plain }), proxy };
      }
      const agent = proxy === null ? secure : tunnelsThrough(proxy);
      const rejectUnauthorized = !mayBeInsecure(url.host);
      const options: TunnelRequestOptions = { method, headers, signal, giveUp: signal, agent, rejectUnauthorized };
      return { request: https.request(url, options), proxy: null };
    },
    close() {
      for (const agent of [plain, secure, ...tunnels.values()]) agent.destroy();
    },
  };
}
