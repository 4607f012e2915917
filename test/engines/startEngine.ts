import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type OutgoingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { root } from '../support/runCli.ts';

export const engineNames = ['docker20', 'docker26', 'docker26-containerd', 'podman'] as const;
export type EngineName = (typeof engineNames)[number];

export interface RunningEngine {
  readonly socket: string;
  /** A request to its API; the answer's text. */
  ask(method: string, path: string, body?: Uint8Array, headers?: OutgoingHttpHeaders): Promise<string>;
  /** At once, as when the machine fails; it has to be stopped nevertheless. */
  kill(): void;
  stop(): Promise<void>;
}

/** Starts an engine with `start.sh`; the reason why where it cannot be had. */
export async function startEngine(name: EngineName): Promise<RunningEngine | string> {
  const directory = await mkdtemp(join(tmpdir(), 'layerwise-engine-'));
  const child = spawn(join(root, 'test/engines/start.sh'), [name, directory], { stdio: ['ignore', 'ignore', 'pipe'] });
  const socket = join(directory, 'engine.sock');
  const said = text(child.stderr);
  const ended = once(child, 'close');
  const isReady = await ready(child, socket);
  if (!isReady) {
    child.kill();
    const reason = (await said).trim().split('\n').at(-1) ?? '';
    await rm(directory, { recursive: true, force: true });
    return reason;
  }
  let isKilled = false;
  return {
    socket,
    ask: (...question) => ask(socket, ...question),
    kill() {
      isKilled = true;
      child.kill('SIGKILL');
    },
    async stop() {
      if (child.exitCode === null) child.kill();
      await ended;
      // Podman leaves its storage mounted on itself, and so does a Docker that was killed.
      if (isKilled && name !== 'podman') spawnSync('umount', [join(directory, 'data')], { stdio: 'ignore' });
      if (name === 'podman') spawnSync('umount', [join(directory, 'root/overlay')], { stdio: 'ignore' });
      await rm(directory, { recursive: true, force: true }).catch(() => undefined);
    },
  };
}

const ATTEMPTS = 600;

async function ready(child: ChildProcess, socket: string): Promise<boolean> {
  for (let attempt = 0; attempt < ATTEMPTS && child.exitCode === null; attempt++) {
    const answers = await ask(socket, 'GET', '/_ping').then(
      () => true,
      () => false,
    );
    if (answers) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

function ask(
  socketPath: string,
  method: string,
  path: string,
  body?: Uint8Array,
  more: OutgoingHttpHeaders = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/x-tar', 'content-length': body?.length ?? 0, ...more };
    const asked = request({ socketPath, method, path, headers }, (response) => {
      text(response).then(resolve, reject);
    });
    asked.on('error', reject).end(body);
  });
}
