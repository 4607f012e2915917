import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const sampleImage = `${root}sample/image.oci.tar`;
export const sampleDockerfile = `${root}sample/Dockerfile`;
const bundle = `${root}dist/cli.cjs`;

export interface CliRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
}

/** Runs the built command line as a shell would, with pipes on all sides. */
export async function runCli(args: readonly string[], { env = {}, stdin = '' }: CliOptions = {}): Promise<CliRun> {
  const child = startCli(args, env);
  child.stdin?.end(stdin);
  return finished(child);
}

export function startCli(args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
  const { NO_COLOR: _, FORCE_COLOR: __, COLUMNS: ___, ...inherited } = process.env;
  // A cache of its own, so that no test sees what another has read; a test of the cache names one.
  const cache = { LAYERWISE_CACHE_DIR: join(process.env['LAYERWISE_CACHE_DIR'] ?? tmpdir(), randomUUID()) };
  return spawn(process.execPath, [bundle, ...args], { cwd: root, env: { ...inherited, ...cache, ...env } });
}

export async function finished(child: ChildProcess): Promise<CliRun> {
  const read = (stream: NodeJS.ReadableStream | null): Promise<string> => (stream ? text(stream) : Promise.resolve(''));
  const exit = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [stdout, stderr, code] = await Promise.all([read(child.stdout), read(child.stderr), exit]);
  return { code, stdout, stderr };
}
