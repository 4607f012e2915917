import { join } from 'node:path';
import { type ArchiveAt, noArchives } from '../../core/context/archive.ts';
import type { ContextListing } from '../../core/context/contextListing.ts';
import { contextTree } from '../../core/context/contextTree.ts';
import { filesToUnpack } from '../../core/context/copiedFiles.ts';
import type { CopyInstruction } from '../../core/context/copyInstruction.ts';
import { namedPaths, wantedPaths } from '../../core/context/wantedPaths.ts';
import { type ArchiveMemory, archiveMemory } from './archiveMemory.ts';
import { followLinks } from './followLinks.ts';
import { listContext } from './listContext.ts';
import { type IgnoreFile, readIgnoreRules } from './readIgnoreRules.ts';

export interface ContextQuestion {
  /** The folder that is built from. */
  readonly root: string;
  /** Null for one that is no file. */
  readonly dockerfile: string | null;
  readonly copies: readonly CopyInstruction[];
  readonly maximumEntries: number;
  /** Remembers what is in archives from question to question. */
  readonly archives?: ArchiveMemory;
  readonly signal: AbortSignal;
}

export interface ReadContext {
  readonly ignoreFile: IgnoreFile | null;
  /** A pattern of it that the builder refuses. */
  readonly refused: string | null;
  readonly listing: ContextListing;
  /** Of the files that ADD names, what it would unpack. */
  readonly archiveAt: ArchiveAt;
  /** Whether a change at a path of the context can change any of this. */
  readonly isRelevant: (path: string) => boolean;
}

/** Looks at a build context as far as the instructions need it. @throws As `listContext`. */
export async function readContext({
  root,
  dockerfile,
  copies,
  maximumEntries,
  archives = archiveMemory(),
  signal,
}: ContextQuestion): Promise<ReadContext> {
  const { file, rules, refused } = await readIgnoreRules(root, dockerfile);
  const isWanted = wantedPaths(copies, await followLinks(root, namedPaths(copies)));
  const listing = await listContext(root, { rules, isWanted, maximumEntries, signal });
  const archiveAt = await archivesAmong({ root, copies, archives, signal }, listing);
  return {
    ignoreFile: file,
    refused,
    listing,
    archiveAt,
    isRelevant: (path) =>
      path === '' || (isWanted(path) && !(rules.matchesAlone(path) && !rules.mayHaveExceptions(path))),
  };
}

async function archivesAmong(
  { root, copies, archives, signal }: Required<Pick<ContextQuestion, 'root' | 'copies' | 'archives' | 'signal'>>,
  listing: ContextListing,
): Promise<ArchiveAt> {
  if (!copies.some(({ unpacks }) => unpacks)) return noArchives;
  const paths = filesToUnpack(copies, contextTree(listing));
  const found = await archives.look(
    paths.map((path) => join(root, path)),
    signal,
  );
  return (path) => found.get(join(root, path)) ?? null;
}
