import { type Archive, type ArchiveAt, noArchives } from './archive.ts';
import type { ContextEntry } from './contextListing.ts';
import { type ContextTree, nameOf } from './contextTree.ts';
import type { CopyInstruction, CopySource } from './copyInstruction.ts';
import { globTokens, hasWildcard } from './goGlob.ts';
import { type Matched, type PathRules, pathRules } from './ignoreRules.ts';
import { matchesTokens } from './pathPattern.ts';

/** One thing that a COPY or ADD brings into the image. */
export interface CopiedFile {
  /** Position among the instruction's sources. */
  readonly source: number;
  /** In the context, without slashes around it; of a member, that of its archive. */
  readonly path: string;
  readonly kind: ContextEntry['kind'];
  /** 0 for another name of a file that is there already. */
  readonly bytes: number;
  /** Below the destination, without slashes around it; empty for the destination itself. */
  readonly within: string;
  /** A file of the context; a member of an archive that is unpacked; or an archive that is unpacked and was not looked into. */
  readonly origin: 'context' | 'member' | 'archive';
}

/** Where it comes from, as if an archive were a folder. */
export function placeOf({ path, within, origin }: CopiedFile): string {
  return origin === 'member' ? `${path}/${within}` : path;
}

export interface CopiedFiles {
  readonly copied: readonly CopiedFile[];
  /** Positions of the sources of which nothing is in the context. */
  readonly missing: readonly number[];
  /** A pattern of `--exclude` or `--parents` that the builder refuses. */
  readonly refused: string | null;
  /** The destination is a directory now. */
  readonly madeDirectory: boolean;
}

/** What is known beside a copy and its context. */
interface Surroundings {
  readonly archiveAt: ArchiveAt;
  /** Whether an earlier copy made this directory of the image. */
  readonly isDirectory: (path: string) => boolean;
}

/** What each of some instructions copies: to a directory that one has made, the next copies as to a directory. */
export function copiedByAll(
  copies: readonly CopyInstruction[],
  tree: ContextTree,
  archiveAt: ArchiveAt = noArchives,
): readonly CopiedFiles[] {
  const made = new Map<number, Set<string>>();
  return copies.map((copy) => {
    const isDirectory = (path: string): boolean => copy.lineage.some((stage) => made.get(stage)?.has(path) === true);
    const found = copiedFiles(copy, tree, { archiveAt, isDirectory });
    const { path } = copy.destination;
    const own = copy.lineage.at(-1);
    if (path === null || own === undefined) return found;
    const directories = made.get(own) ?? new Set();
    made.set(own, directories);
    if (found.madeDirectory) directories.add(path);
    for (const { kind, within } of found.copied) if (kind === 'directory') directories.add(joined(path, within));
    return found;
  });
}

function joined(path: string, within: string): string {
  return path === '' ? within : `${path}/${within}`;
}

/**
 * What BuildKit copies of a context: of directories the contents, of links that are sources what they lead to.
 * https://github.com/moby/buildkit/blob/master/solver/llbsolver/file/backend.go (`docopy`), and
 * https://github.com/tonistiigi/fsutil/blob/master/copy/copy.go
 */
function copiedFiles(copy: CopyInstruction, tree: ContextTree, around: Surroundings): CopiedFiles {
  const excluded = copy.excludes.length === 0 ? null : pathRules(copy.excludes);
  if (excluded !== null && 'refused' in excluded) return refusing(excluded.refused);
  const parts: (readonly CopiedFile[])[] = [];
  const missing: number[] = [];
  const { path: target } = copy.destination;
  let isDirectory = copy.destination.isDirectory || (target !== null && around.isDirectory(target));
  for (const [index, source] of copy.sources.entries()) {
    if (source.kind !== 'path') continue;
    const included = source.pattern === null ? null : pathRules([source.pattern]);
    if (included !== null && 'refused' in included) return refusing(included.refused);
    const found = sourcePaths(source, tree).flatMap((path) => {
      const entry = entryAt(path, tree);
      return entry === null ? [] : [{ path, entry }];
    });
    const before = parts.length;
    for (const { path, entry } of found) {
      const archive = copy.unpacks && entry.kind === 'file' ? around.archiveAt(entry.path) : null;
      isDirectory ||= entry.kind === 'directory' || archive !== null;
      if (entry.kind === 'directory') parts.push(contents(index, entry.path, tree, included, excluded));
      else if (archive !== null) parts.push(unpacked(index, entry, archive));
      else
        parts.push([{ ...fileOf(entry), source: index, within: isDirectory ? nameOf(path) : '', origin: 'context' }]);
    }
    const hasNothing = parts.slice(before).every(({ length }) => length === 0);
    if (found.length === 0 || (source.pattern !== null && hasNothing)) missing.push(index);
  }
  return { copied: covering(parts), missing, refused: null, madeDirectory: isDirectory };
}

/** What is copied later covers what is there. One source may have a million files, none of which covers another. */
function covering(parts: readonly (readonly CopiedFile[])[]): readonly CopiedFile[] {
  if (parts.length === 1) return parts[0];
  const copied = new Map<string, CopiedFile>();
  for (const file of parts.flat()) copied.set(file.origin === 'archive' ? `\0${file.path}` : file.within, file);
  return [...copied.values()];
}

function fileOf({ path, kind, bytes }: ContextEntry): Pick<CopiedFile, 'path' | 'kind' | 'bytes'> {
  return { path, kind, bytes };
}

/** The files that ADD looks into, to see whether it is to unpack them. */
export function filesToUnpack(copies: readonly CopyInstruction[], tree: ContextTree): readonly string[] {
  const paths = copies.flatMap(({ unpacks, sources }) => {
    if (!unpacks) return [];
    return sources.flatMap((source) => (source.kind === 'path' ? sourcePaths(source, tree) : []));
  });
  const entries = paths.flatMap((path) => entryAt(path, tree) ?? []);
  return [...new Set(entries.filter(({ kind }) => kind === 'file').map(({ path }) => path))];
}

function unpacked(source: number, entry: ContextEntry, archive: Archive): readonly CopiedFile[] {
  if ('unread' in archive) return [{ ...fileOf(entry), source, within: '', origin: 'archive' }];
  const { path } = entry;
  return archive.entries.map((each) => ({ ...each, source, path, within: each.path, origin: 'member' }));
}

function refusing(pattern: string): CopiedFiles {
  return { copied: [], missing: [], refused: pattern, madeDirectory: false };
}

function entryAt(path: string, tree: ContextTree): ContextEntry | null {
  const real = tree.resolve(path);
  return real === null ? null : tree.find(real);
}

function sourcePaths({ path }: Extract<CopySource, { kind: 'path' }>, tree: ContextTree): readonly string[] {
  const parts = path.split('/');
  const first = parts.findIndex(hasWildcard);
  if (first === -1) return [path];
  const base = tree.resolve(parts.slice(0, first).join('/'));
  const tokens = globTokens(parts.slice(first).join('/'));
  if (base === null || tokens === null) return [];
  const prefix = base === '' ? 0 : base.length + 1;
  const matching = (folder: string, depth: number): readonly string[] =>
    tree.childrenOf(folder).flatMap((entry) => {
      if (matchesTokens(tokens, entry.path.slice(prefix))) return [entry.path];
      return entry.kind === 'directory' && depth > 1 ? matching(entry.path, depth - 1) : [];
    });
  return matching(base, parts.length - first);
}

/** Folders too: those that are copied themselves, and those around what is copied. */
function contents(
  source: number,
  folder: string,
  tree: ContextTree,
  included: PathRules | null,
  excluded: PathRules | null,
): readonly CopiedFile[] {
  const found: CopiedFile[] = [];
  const prefix = folder === '' ? 0 : folder.length + 1;
  const inodes = new Set<string>();

  function add(entry: ContextEntry): void {
    const isAgain = entry.inode !== undefined && inodes.has(entry.inode);
    if (entry.inode !== undefined) inodes.add(entry.inode);
    const { path, kind, bytes } = entry;
    found.push({ source, path, kind, bytes: isAgain ? 0 : bytes, within: path.slice(prefix), origin: 'context' });
  }

  /** Whether anything of it was copied. */
  function walk(at: string, include: Matched | null, exclude: Matched | null): boolean {
    let isAny = false;
    for (const entry of tree.childrenOf(at)) {
      const within = entry.path.slice(prefix);
      const isIn = included?.match(within, include);
      const isOut = excluded?.match(within, exclude);
      const isCopied = isIn?.isMatched !== false && isOut?.isMatched !== true;
      if (entry.kind !== 'directory') {
        if (isCopied) add(entry);
        isAny ||= isCopied;
        continue;
      }
      found.push({ source, path: entry.path, kind: 'directory', bytes: 0, within, origin: 'context' });
      const hasCopied = walk(entry.path, isIn?.matched ?? null, isOut?.matched ?? null);
      // Then nothing was added behind it.
      if (!isCopied && !hasCopied) found.pop();
      else isAny = true;
    }
    return isAny;
  }

  walk(folder, null, null);
  return found;
}
