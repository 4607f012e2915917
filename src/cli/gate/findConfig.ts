import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

export interface FoundConfig {
  readonly path: string;
  readonly kind: 'layerwise' | 'dive';
}

const NAMES: readonly (readonly [name: string, kind: FoundConfig['kind']])[] = [
  ['.layerwise.yaml', 'layerwise'],
  ['.layerwise.yml', 'layerwise'],
];
const DIVE: typeof NAMES = [['.dive-ci', 'dive']];

/**
 * The nearest configuration: beside the Dockerfile, or in the working directory where none is named, and from there up to
 * the repository's root. Where there is no repository, only these two are looked at: a file in a home directory is nobody's
 * rule for a build. `.dive-ci` counts where there is no `.layerwise.yaml` at all.
 *
 * @param dockerfile As it was named in the call.
 */
export function findConfig(dockerfile: string | undefined): FoundConfig | null {
  const start = dockerfile === undefined || dockerfile === '-' ? process.cwd() : dirname(resolve(dockerfile));
  const folders = [...new Set([...upToRepository(start), process.cwd()])];
  return firstIn(folders, NAMES) ?? firstIn(folders, DIVE);
}

function firstIn(folders: readonly string[], names: typeof NAMES): FoundConfig | null {
  for (const folder of folders) {
    for (const [name, kind] of names) {
      const path = join(folder, name);
      if (existsSync(path)) return { path, kind };
    }
  }
  return null;
}

/** The folder and those above it, up to the one that is a repository; the folder alone where none is. */
function upToRepository(start: string): string[] {
  const root = repositoryRoot(start);
  const folders = [start];
  for (let folder = start; root !== null && folder !== root; folders.push(folder)) folder = dirname(folder);
  return folders;
}

/** The folder at or above `start` that is a repository of git. */
export function repositoryRoot(start: string): string | null {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (dirname(folder) === folder) return null;
  }
}
