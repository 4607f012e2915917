import * as http from 'node:http';
import * as https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { createProxy } from 'proxy';
import { onTestFinished } from 'vitest';
import { ofNobody } from '../secureServer.ts';

export interface ForwardProxy {
  /** `127.0.0.1:port`. */
  readonly address: string;
  /** What it was asked for, as `CONNECT host:port` and `GET http://…`. */
  readonly asked: string[];
  /** The names of it that were asked for with TLS. */
  readonly named: Set<unknown>;
  /** Connections that were made to it. */
  readonly made: Set<Socket>;
  /** Open now. */
  open(): number;
}

export interface ForwardProxyOptions {
  /** `user:password` that it wants. */
  readonly wants?: string;
  readonly hasTls?: boolean;
  /** What it says instead of making tunnels: 403 many, of other ports than the usual one; 401 some, of a wrong password. */
  readonly refusesTunnels?: 401 | 403;
}

/** A proxy that nobody here wrote, of the running test. */
export async function forwardProxy({
  wants,
  hasTls = false,
  refusesTunnels,
}: ForwardProxyOptions = {}): Promise<ForwardProxy> {
  const server = createProxy(hasTls ? https.createServer(ofNobody) : http.createServer());
  // Whoever asks has to close them.
  server.keepAliveTimeout = 0;
  const expected = `Basic ${Buffer.from(wants ?? '').toString('base64')}`;
  if (wants !== undefined) server.authenticate = ({ headers }) => headers['proxy-authorization'] === expected;
  const asked: string[] = [];
  const made = new Set<Socket>();
  const named = new Set<unknown>();
  server.on('secureConnection', ({ servername }: TLSSocket & { readonly servername?: unknown }) =>
    named.add(servername),
  );
  const note = ({ method = '', url = '' }: http.IncomingMessage): void => void asked.push(`${method} ${url}`);
  if (refusesTunnels !== undefined) {
    server.removeAllListeners('connect');
    server.on('connect', (_, socket) => void socket.end(`HTTP/1.1 ${refusesTunnels} No\r\n\r\n`));
  }
  server.prependListener('connect', note);
  server.prependListener('request', note);
  server.on('connection', (socket) => made.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    for (const socket of made) socket.destroy();
  });
  const { port } = server.address() as AddressInfo;
  return {
    address: `127.0.0.1:${port}`,
    asked,
    named,
    made,
    open: () => [...made].filter(({ destroyed }) => !destroyed).length,
  };
}
