import { existsSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import type { MappedDockerfile } from '../../core/analysis.ts';
import { repositoryRoot } from './findConfig.ts';

/**
 * Where a Dockerfile is in its repository, or below the working directory where there is none, with `/` between names: how
 * GitHub, GitLab and their like name files. Null for one that is elsewhere, and for one that the builder recorded by a name
 * that no file here has.
 */
export function repositoryPath({ path, recorded }: Pick<MappedDockerfile, 'path' | 'recorded'>): string | null {
  const file = resolve(path);
  if (path === '-' || (recorded && !existsSync(file))) return null;
  const inside = relative(repositoryRoot(dirname(file)) ?? process.cwd(), file);
  return inside === '' || isAbsolute(inside) || inside.split(sep)[0] === '..' ? null : inside.split(sep).join('/');
}
