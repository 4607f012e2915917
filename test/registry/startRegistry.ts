import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../support/runCli.ts';

export interface RunningRegistry {
  /** `127.0.0.1:port`. */
  readonly host: string;
  stop(): Promise<void>;
}

/** Whom `registry-htpasswd` lets in. */
export const USER = { username: 'tester', password: 'not:secret' };

/** Starts a registry with `start.sh`; the reason why where it cannot be had. */
export async function startRegistry(name: 'registry' | 'registry-htpasswd'): Promise<RunningRegistry | string> {
  const directory = await mkdtemp(join(tmpdir(), 'layerwise-registry-'));
  const child = spawn(join(root, 'test/engines/start.sh'), [name, directory], { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(child, 'close');
  let last = '';
  for await (const line of createInterface(child.stderr)) {
    const [, host] = /listening on (127\.0\.0\.1:\d+)/.exec(line) ?? [];
    last = line;
    if (host === undefined) continue;
    // What it says of every question is not read.
    child.stderr.resume();
    return {
      host,
      async stop() {
        child.kill();
        await ended;
        await rm(directory, { recursive: true, force: true });
      },
    };
  }
  await rm(directory, { recursive: true, force: true });
  return last;
}
