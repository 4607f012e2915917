import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect as connectSocket, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import type { Address, TlsFiles } from './address.ts';
import type { EngineKind } from './knownSockets.ts';
import { sshStream } from './sshStream.ts';

/**
 * A connection to an engine, open when it is given. An engine is slow to answer when it has much to do, so only the
 * connecting has a limit, which is the caller's signal.
 *
 * @throws Error of the system; the signal's reason.
 */
export async function dial(address: Address, engine: EngineKind, signal: AbortSignal): Promise<Duplex> {
  signal.throwIfAborted();
  switch (address.kind) {
    case 'socket':
      return connected(connectSocket({ path: address.path }), 'connect', signal);
    case 'tcp':
      return address.tls === null
        ? connected(connectSocket({ host: address.host, port: address.port }), 'connect', signal)
        : dialTls(address.host, address.port, address.tls, signal);
    case 'ssh':
      return sshStream(address, engine);
    case 'unusable':
      throw new Error(address.why);
  }
}

async function dialTls(host: string, port: number, files: TlsFiles, signal: AbortSignal): Promise<Duplex> {
  const [ca, cert, key] = await Promise.all([files.ca, files.cert, files.key].map(optionalFile));
  const keys = cert === null || key === null ? {} : { cert, key };
  const socket = connectTls({
    host,
    port,
    rejectUnauthorized: files.verify,
    ...(ca === null ? {} : { ca }),
    ...keys,
    // A server name must not be an address.
    ...(/^[\d.]+$|:/.test(host) ? {} : { servername: host }),
  });
  return connected(socket, 'secureConnect', signal);
}

async function optionalFile(path: string): Promise<Buffer | null> {
  return path === '' ? null : readFile(path).catch(() => null);
}

/** The socket when it is connected; destroyed when it is not. */
async function connected(socket: Socket, event: 'connect' | 'secureConnect', signal: AbortSignal): Promise<Duplex> {
  try {
    await once(socket, event, { signal });
    return socket;
  } catch (error) {
    socket.destroy();
    signal.throwIfAborted();
    throw error;
  }
}
