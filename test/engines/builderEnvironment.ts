import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineName } from './startEngine.ts';

const ENGINES = process.env['LAYERWISE_ENGINES'] ?? '/opt/layerwise-engines';

/** Variables with which the command line of an engine, of its own version, reaches it; its configuration goes to `config`. */
export async function dockerEnvironment(
  name: EngineName,
  socket: string,
  config: string,
): Promise<Record<string, string>> {
  await mkdir(config);
  const isNew = name.startsWith('docker26');
  const plugins = isNew ? { cliPluginsExtraDirs: [join(ENGINES, 'usr/libexec/docker/cli-plugins')] } : {};
  await writeFile(join(config, 'config.json'), JSON.stringify(plugins));
  const programs = isNew ? join(ENGINES, 'usr/bin') : '/usr/bin';
  return {
    DOCKER_CONFIG: config,
    DOCKER_HOST: `unix://${socket}`,
    PATH: `${programs}:${process.env['PATH'] ?? ''}`,
  };
}

/** Variables with which Podman and Buildah keep all that they have in a directory. */
export async function storageEnvironment(directory: string): Promise<Record<string, string>> {
  const root = join(directory, 'root');
  const runRoot = join(directory, 'run');
  await mkdir(root, { recursive: true });
  const file = join(directory, 'storage.conf');
  await writeFile(
    file,
    `[storage]\ndriver="overlay"\ngraphroot=${JSON.stringify(root)}\nrunroot=${JSON.stringify(runRoot)}\n`,
  );
  return { CONTAINERS_STORAGE_CONF: file };
}

/** Why a program cannot be had; null when it can. */
export function lackOf(program: string): string | null {
  if (process.getuid?.() !== 0) return 'no rights of root';
  return spawnSync(program, ['--version']).status === 0 ? null : `no ${program}`;
}
