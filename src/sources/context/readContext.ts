import { join } from 'node:path';
import type { ContextListing } from '../../core/context/contextListing.ts';
import type { CopyInstruction } from '../../core/context/copyInstruction.ts';
import { namedPaths, wantedPaths } from '../../core/context/wantedPaths.ts';
import { followLinks } from './followLinks.ts';
import { isArchiveFile } from './isArchiveFile.ts';
import { listContext } from './listContext.ts';
import { type IgnoreFile, readIgnoreRules } from './readIgnoreRules.ts';

export interface ContextQuestion {
  /** The folder that is built from. */
  readonly root: string;
  /** Null for one that is no file. */
  readonly dockerfile: string | null;
  readonly copies: readonly CopyInstruction[];
  readonly maximumEntries: number;
  readonly signal: AbortSignal;
}

export interface ReadContext {
  readonly ignoreFile: IgnoreFile | null;
  /** A pattern of it that the builder refuses. */
  readonly refused: string | null;
  readonly listing: ContextListing;
  /** Of the files that ADD names, those that it would unpack. */
  readonly isArchive: (path: string) => boolean;
  /** Whether a change at a path of the context can change any of this. */
  readonly isRelevant: (path: string) => boolean;
}

/** Looks at a build context as far as the instructions need it. @throws As `listContext`. */
export async function readContext({
  root,
  dockerfile,
  copies,
  maximumEntries,
  signal,
}: ContextQuestion): Promise<ReadContext> {
  const { file, rules, refused } = await readIgnoreRules(root, dockerfile);
  const isWanted = wantedPaths(copies, await followLinks(root, namedPaths(copies)));
  const listing = await listContext(root, { rules, isWanted, maximumEntries, signal });
  const archives = await archivesAmong(root, copies, listing);
  return {
    ignoreFile: file,
    refused,
    listing,
    isArchive: (path) => archives.has(path),
    isRelevant: (path) =>
      path === '' || (isWanted(path) && !(rules.matchesAlone(path) && !rules.mayHaveExceptions(path))),
  };
}

/** Only those that an instruction may name itself: of a directory that is copied nothing is unpacked. */
async function archivesAmong(
  root: string,
  copies: readonly CopyInstruction[],
  { entries }: ContextListing,
): Promise<ReadonlySet<string>> {
  const unpacking = copies.filter(({ unpacks }) => unpacks);
  if (unpacking.length === 0) return new Set();
  const depths = new Set(
    unpacking.flatMap(({ sources }) =>
      sources.flatMap((source) => (source.kind === 'path' ? [source.path.split('/').length] : [])),
    ),
  );
  const isNamed = wantedPaths(unpacking);
  const candidates = entries.filter(
    ({ kind, path }) => kind === 'file' && depths.has(path.split('/').length) && isNamed(path),
  );
  const archives = new Set<string>();
  for (const { path } of candidates) if (await isArchiveFile(join(root, path))) archives.add(path);
  return archives;
}
