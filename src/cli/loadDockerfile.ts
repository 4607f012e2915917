import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import type { DockerfileSource } from '../core/analysis.ts';
import { parseDockerfile } from '../core/dockerfile/parseDockerfile.ts';
import { Failure } from '../core/error.ts';

/** More than any Dockerfile has; BuildKit refuses lines beyond 64 KiB. */
const MAX_BYTES = 4 * 1024 * 1024;

/** Reads the Dockerfile at `path`, or from standard input for `-`. Throws Failure when there is none. */
export async function loadDockerfile(path: string): Promise<DockerfileSource> {
  const content = path === '-' ? await text(process.stdin) : await read(path);
  if (content.length > MAX_BYTES) throw wrong(path, 'it is too large for a Dockerfile');
  return { path, recorded: false, dockerfile: parseDockerfile(content) };
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw wrong(
      path,
      error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'there is no such file' : String(error),
    );
  }
}

function wrong(path: string, why: string): Failure {
  return new Failure('usage', `Cannot read the Dockerfile ${path}: ${why}`, 'Name it with -f, or leave -f out.');
}
