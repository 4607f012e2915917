import type { CopyInstruction } from './copyInstruction.ts';
import { globTokens, hasWildcard } from './goGlob.ts';
import { matchesTokens } from './pathPattern.ts';

/** Whether a path of the context may matter to some instruction: it, what is in it, or what is around it. */
export type IsWanted = (path: string) => boolean;

/**
 * A context may be a home directory of which three files are copied: nobody has to look at the rest.
 *
 * @param more paths that links lead to
 */
export function wantedPaths(copies: readonly CopyInstruction[], more: readonly string[] = []): IsWanted {
  const patterns = [...copies.flatMap(patternsOf), ...more.map((path) => partsOf(path).map(globbed))];
  const known = new Set<string>();
  const unique = patterns.filter((parts) => {
    const key = JSON.stringify(parts.map(({ text }) => text));
    return !known.has(key) && known.add(key);
  });
  // All of the context, as in `COPY . /`.
  if (unique.some(({ length }) => length === 0)) return () => true;
  return (path) => {
    const parts = path.split('/');
    return unique.some((pattern) => pattern.every(({ matches }, at) => at >= parts.length || matches(parts[at])));
  };
}

interface Part {
  readonly text: string;
  readonly matches: (name: string) => boolean;
}

function patternsOf({ sources }: CopyInstruction): readonly (readonly Part[])[] {
  return sources.flatMap((source) => {
    if (source.kind !== 'path') return [];
    const own = partsOf(source.path).map(globbed);
    // Behind the first wildcard a pattern of `--parents` may mean any depth.
    const literal = source.pattern === null ? [] : untilWildcard(partsOf(source.pattern)).map(exactly);
    return [[...own, ...literal]];
  });
}

/** The paths that instructions name, with their wildcards but for those of `--parents`: links on the way are to be followed. */
export function namedPaths(copies: readonly CopyInstruction[]): readonly string[] {
  const paths = copies.flatMap(({ sources }) =>
    sources.flatMap((source) => {
      if (source.kind !== 'path') return [];
      return [...partsOf(source.path), ...untilWildcard(partsOf(source.pattern ?? ''))].join('/');
    }),
  );
  return [...new Set(paths)].filter((path) => path !== '');
}

function partsOf(path: string): readonly string[] {
  return path === '' ? [] : path.split('/');
}

function untilWildcard(parts: readonly string[]): readonly string[] {
  const end = parts.findIndex(hasWildcard);
  return end === -1 ? parts : parts.slice(0, end);
}

function exactly(text: string): Part {
  return { text, matches: (name) => name === text };
}

function globbed(text: string): Part {
  if (!hasWildcard(text)) return exactly(text);
  const tokens = globTokens(text);
  // What Go cannot read matches nothing; a class may match a slash, which no part has.
  return { text, matches: (name) => tokens !== null && matchesTokens(tokens, name) };
}
