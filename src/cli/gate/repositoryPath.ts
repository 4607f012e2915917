import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { MappedDockerfile } from '../../core/analysis.ts';
import { repositoryRoot } from './findConfig.ts';

/**
 * Where a Dockerfile is in its repository, or below the working directory where there is none, with `/` between names: how
 * GitHub, GitLab and their like name files. Null for one that is elsewhere.
 */
export function repositoryPath({ path, recorded }: Pick<MappedDockerfile, 'path' | 'recorded'>): string | null {
  if (path === '-') return null;
  // The builder's name for it is from the context, which is mostly the repository.
  const from = recorded ? process.cwd() : (repositoryRoot(process.cwd()) ?? process.cwd());
  const inside = relative(from, resolve(path));
  return inside === '' || isAbsolute(inside) || inside.split(sep)[0] === '..' ? null : inside.split(sep).join('/');
}
