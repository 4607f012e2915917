import * as http from 'node:http';
import * as https from 'node:https';
import { type AddressInfo, type Socket } from 'node:net';
import { createProxy } from 'proxy';
import { onTestFinished } from 'vitest';
import { ofNobody } from '../secureServer.ts';

export interface ForwardProxy {
  /** `127.0.0.1:port`. */
  readonly address: string;
  /** What it was asked for, as `CONNECT host:port` and `GET http://…`. */
  readonly asked: string[];
  /** Connections that were made to it. */
  readonly made: Set<Socket>;
  /** Open now. */
  open(): number;
}

export interface ForwardProxyOptions {
  /** `user:password` that it wants. */
  readonly wants?: string;
  readonly hasTls?: boolean;
}

/** A proxy that nobody here wrote, of the running test. */
export async function forwardProxy({ wants, hasTls = false }: ForwardProxyOptions = {}): Promise<ForwardProxy> {
  const server = createProxy(hasTls ? https.createServer(ofNobody) : http.createServer());
  const expected = `Basic ${Buffer.from(wants ?? '').toString('base64')}`;
  if (wants !== undefined) server.authenticate = ({ headers }) => headers['proxy-authorization'] === expected;
  const asked: string[] = [];
  const made = new Set<Socket>();
  const note = ({ method = '', url = '' }: http.IncomingMessage): void => void asked.push(`${method} ${url}`);
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
    made,
    open: () => [...made].filter(({ destroyed }) => !destroyed).length,
  };
}
