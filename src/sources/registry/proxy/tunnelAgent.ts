import * as https from 'node:https';
import type { Duplex } from 'node:stream';
import type { Proxy } from './proxy.ts';
import { openTunnel } from './tunnel.ts';

export interface TunnelRequestOptions extends https.RequestOptions {
  /** Ends the making of its connection. The request's own `signal` does not come to an agent. */
  readonly giveUp?: AbortSignal;
}

/** The connections with TLS that go through one proxy; they are kept as all others. */
export class TunnelAgent extends https.Agent {
  readonly #proxy: Proxy;
  readonly #silence: number;
  /** Ends what is not a connection yet. */
  readonly #closing = new AbortController();

  /** @param silence Milliseconds that the proxy may say nothing until there is a tunnel. */
  constructor(proxy: Proxy, silence: number, options: https.AgentOptions) {
    super(options);
    this.#proxy = proxy;
    this.#silence = silence;
  }

  override createConnection(
    options: TunnelRequestOptions,
    callback: (error: Error | null, stream?: Duplex) => void,
  ): undefined {
    const { host, port, giveUp } = options;
    const server = `${host?.includes(':') === true ? `[${host}]` : host}:${port}`;
    const until = giveUp === undefined ? this.#closing.signal : AbortSignal.any([giveUp, this.#closing.signal]);
    openTunnel(this.#proxy, server, { silence: this.#silence, signal: until })
      .then((socket) => super.createConnection({ ...options, socket } as https.RequestOptions) ?? undefined)
      .then(
        (stream) => callback(null, stream),
        (error: unknown) => callback(error as Error),
      );
  }

  override destroy(): void {
    this.#closing.abort();
    super.destroy();
  }
}
