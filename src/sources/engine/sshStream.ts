import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Duplex } from 'node:stream';
import type { Address } from './address.ts';
import type { EngineKind } from './knownSockets.ts';

type SshAddress = Extract<Address, { readonly kind: 'ssh' }>;

/**
 * A connection through the user's own `ssh`, with its configuration, keys and agent, to the engine's command line on the
 * other machine, which joins it to the engine's socket.
 *
 * @throws Error where there is no ssh. What ssh complains of later is the error of the stream.
 */
export async function sshStream(address: SshAddress, engine: EngineKind): Promise<Duplex> {
  const child = spawn('ssh', [...sshArguments(address, engine)], { windowsHide: true });
  await once(child, 'spawn');
  return joined(child);
}

/** What follows `--` is no option of ssh, whatever it looks like. */
function sshArguments({ destination, port, socket }: SshAddress, engine: EngineKind): readonly string[] {
  const host = socket === null ? [] : [engine === 'docker' ? '--host' : '--url', `unix://${socket}`];
  const where = port === null ? [] : ['-p', String(port)];
  return ['-T', '-o', 'ConnectTimeout=30', ...where, '--', destination, engine, ...host, 'system', 'dial-stdio'];
}

/** Output ends when the process has: only then is it known whether that was an end or a failure. */
function joined(child: ChildProcessWithoutNullStreams): Duplex {
  const { stdin, stdout, stderr } = child;
  const stream = new Duplex({
    read: () => stdout.resume(),
    write: (chunk: Buffer, _, done) => stdin.write(chunk, done),
    final: (done) => stdin.end(done),
    destroy(error, done) {
      child.kill();
      done(error);
    },
  });
  let said = '';
  stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-LONGEST_COMPLAINT);
  });
  // Told by the writing that meets it.
  stdin.on('error', () => undefined);
  stdout.on('data', (chunk: Buffer) => {
    if (!stream.push(chunk)) stdout.pause();
  });
  child.once('close', (code) => {
    if (code === 0) stream.push(null);
    else stream.destroy(new Error(complaint(code, said)));
  });
  return stream;
}

const LONGEST_COMPLAINT = 500;

function complaint(code: number | null, said: string): string {
  const last = said.trim().split('\n').at(-1) ?? '';
  return `ssh ended with ${code === null ? 'a signal' : `code ${code}`}${last === '' ? '' : `: ${last}`}`;
}
