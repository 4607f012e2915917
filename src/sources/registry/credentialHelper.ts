import { execFile } from 'node:child_process';
import * as v from 'valibot';
import type { Credentials } from './credentials.ts';

/** Milliseconds: it may have to ask the user to unlock something. */
const LIMIT = 60_000;
const MOST_BYTES = 64 * 1024;
const NAME = /^\w[\w.-]{0,99}$/;
const Told = v.object({ Username: v.string(), Secret: v.string() });

/**
 * What a program `docker-credential-NAME` knows; null for nothing. https://github.com/docker/docker-credential-helpers
 *
 * @throws Error with a part of a sentence, which repeats nothing that the helper said; the signal's reason.
 */
export async function askHelper(
  name: string,
  server: string,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<Credentials | null> {
  if (!NAME.test(name)) throw new Error(`${JSON.stringify(name.slice(0, 100))} is not the name of a credential helper`);
  const said = await run(`docker-credential-${name}`, server, env, signal);
  if (said === null) return null;
  const told = v.safeParse(Told, parsed(said));
  if (!told.success) throw new Error(`docker-credential-${name} says something else than a user name and a password`);
  const { Username: username, Secret: secret } = told.output;
  if (username === '' && secret === '') return null;
  return username === '<token>'
    ? { kind: 'identity', token: secret }
    : { kind: 'password', username, password: secret };
}

/** Its output; null where it says that it knows nothing of the server. */
function run(program: string, server: string, env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const options = { env, signal, timeout: LIMIT, maxBuffer: MOST_BYTES, windowsHide: true };
    const child = execFile(program, ['get'], options, (error, stdout) => {
      if (signal.aborted) reject(signal.reason as Error);
      else if (error === null) resolve(stdout);
      else if (/credentials not found/i.test(stdout)) resolve(null);
      else reject(new Error(`${program} ${whyNot(error)}`));
    });
    // One that does not listen ends, and is told by that.
    child.stdin?.on('error', () => undefined).end(server);
  });
}

function whyNot({ code, killed }: { readonly code?: unknown; readonly killed?: boolean | undefined }): string {
  if (code === 'ENOENT') return 'is not installed';
  if (killed === true) return `does not answer within ${LIMIT / 1000} s`;
  return typeof code === 'number' ? `ended with code ${code}` : 'cannot be run';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
