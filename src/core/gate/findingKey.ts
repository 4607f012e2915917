import type { Finding } from '../findings/finding.ts';

/**
 * What a finding is known by from build to build: its rule, its kind, and where its files are. No lines, layers or sizes,
 * which change whenever somebody writes a line above. Two findings may have the same.
 */
export function findingKey({ rule, kind, paths, places }: Pick<Finding, 'rule' | 'kind' | 'paths' | 'places'>): string {
  const where =
    places.length > 0 ? places.map(({ path }) => path).sort() : [commonFolder(paths.map(({ path }) => path))];
  return `${rule}${kind === '' ? '' : ` (${kind})`}: ${where.join(', ')}`;
}

/** The folder of all paths; of one path, the path itself. */
function commonFolder(paths: readonly string[]): string {
  const [first = [], ...others] = paths.map((path) => path.split('/'));
  if (others.length === 0) return first.join('/');
  let depth = 0;
  while (depth < first.length - 1 && others.every((path) => path[depth] === first[depth])) depth++;
  return `${first.slice(0, depth).join('/')}/`;
}
