import { type ChildProcess, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { PassThrough, type Readable, type Writable } from 'node:stream';
import { onTestFinished } from 'vitest';
import { createConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { startServer } from '../../src/server/startServer.ts';
import { root } from './runCli.ts';

export interface ServerEnds {
  readonly input: Readable;
  readonly output: Writable;
  /** When it is one of its own. */
  readonly process: ChildProcess | null;
}

/** Where no engine is: what runs on the machine of the tests is none of their business. */
const NO_ENGINES = { DOCKER_HOST: 'unix:///nowhere/docker.sock', CONTAINER_HOST: 'unix:///nowhere/podman.sock' };

/** In this process, over two joined streams. */
export function joinedServer(
  threadFile = `${root}dist/thread.cjs`,
  env: Readonly<Record<string, string>> = NO_ENGINES,
): ServerEnds {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  const connection = createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient));
  startServer(connection, {
    threadFile,
    version: '0.0.0',
    env: { HOME: tmpdir(), ...env },
    platform: process.platform,
  });
  return { input: toClient, output: toServer, process: null };
}

/** The product, as a process over stdio. */
export function serverProcess(): ServerEnds {
  const server = spawn(process.execPath, [`${root}dist/server.cjs`, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void server.kill());
  return { input: server.stdout, output: server.stdin, process: server };
}
