import type { Dirent } from 'node:fs';
import { lstat, readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContextEntry, ContextListing, LeftOut } from '../../core/context/contextListing.ts';
import type { Matched, PathRules } from '../../core/context/ignoreRules.ts';
import type { IsWanted } from '../../core/context/wantedPaths.ts';

export interface ListingOptions {
  readonly rules: PathRules;
  readonly isWanted: IsWanted;
  /** Of what is listed and what is left out together. */
  readonly maximumEntries: number;
  readonly signal: AbortSignal;
}

/**
 * Lists a build context as the builder's client sends it: links are not followed, sockets do not count, and what the ignore
 * file leaves out is not looked into unless something in it may be an exception. Bounded, and lets others work in between.
 *
 * @throws The signal's reason; the file system's error where the root itself cannot be read.
 */
export async function listContext(root: string, options: ListingOptions): Promise<ContextListing> {
  const walk = { root, options, listing: emptyListing() };
  await listFolder(walk, { path: '', matched: null, isLeftOut: false });
  return walk.listing;
}

interface Walk {
  readonly root: string;
  readonly options: ListingOptions;
  readonly listing: ReturnType<typeof emptyListing>;
}

interface Folder {
  readonly path: string;
  readonly matched: Matched | null;
  /** Looked into for the sake of exceptions alone. */
  readonly isLeftOut: boolean;
}

function emptyListing() {
  return {
    entries: [] as ContextEntry[],
    leftOut: [] as LeftOut[],
    leftOutCounts: { folders: 0, files: 0 },
    isCut: false,
    unreadable: [] as string[],
  };
}

/** How many of those left out are named; the rest is counted. */
const MOST_NAMED = 1000;

async function listFolder(walk: Walk, folder: Folder): Promise<void> {
  const { root, options, listing } = walk;
  const names = await read(walk, folder);
  const entries = await inBatches(names, async (dirent) => {
    const path = folder.path === '' ? dirent.name : `${folder.path}/${dirent.name}`;
    const { isMatched, matched } = options.rules.match(path, folder.matched);
    return {
      path,
      dirent,
      isMatched,
      matched,
      entry: isMatched ? null : await entryOf(join(root, path), path, dirent),
    };
  });
  for (const { path, dirent, isMatched, matched, entry } of entries) {
    options.signal.throwIfAborted();
    if (isFull(walk)) return;
    const isFolder = dirent.isDirectory();
    const isLookedInto = isFolder && (!isMatched || options.rules.mayHaveExceptions(path));
    if (isMatched && !isLookedInto) leaveOut(walk, path, isFolder);
    if (entry !== null) listing.entries.push(entry);
    if (!isLookedInto) continue;
    const position = listing.entries.length;
    if (isMatched) listing.entries.push({ path, kind: 'directory', bytes: 0 });
    await listFolder(walk, { path, matched, isLeftOut: isMatched });
    // Then nothing in it was an exception.
    if (isMatched && listing.entries.length === position + 1) {
      listing.entries.pop();
    }
  }
}

function leaveOut({ listing }: Walk, path: string, isFolder: boolean): void {
  if (isFolder) listing.leftOutCounts.folders++;
  else listing.leftOutCounts.files++;
  if (listing.leftOut.length < MOST_NAMED) listing.leftOut.push({ path, kind: isFolder ? 'directory' : 'file' });
}

function isFull({ listing, options }: Walk): boolean {
  const { folders, files } = listing.leftOutCounts;
  listing.isCut ||= listing.entries.length + folders + files >= options.maximumEntries;
  return listing.isCut;
}

/** What is wanted of a folder, in the builder's order. */
async function read({ root, options, listing }: Walk, { path }: Folder): Promise<readonly Dirent[]> {
  try {
    const found = await readdir(join(root, path), { withFileTypes: true });
    const wanted = found.filter(({ name }) => options.isWanted(path === '' ? name : `${path}/${name}`));
    return wanted.sort((one, other) => (one.name < other.name ? -1 : 1));
  } catch (error) {
    if (path === '') throw error;
    listing.unreadable.push(path);
    return [];
  }
}

/** Null for what went meanwhile, and for sockets, which no builder sends. */
async function entryOf(full: string, path: string, dirent: Dirent): Promise<ContextEntry | null> {
  if (dirent.isDirectory()) return { path, kind: 'directory', bytes: 0 };
  if (dirent.isSocket()) return null;
  try {
    if (dirent.isSymbolicLink()) return { path, kind: 'link', bytes: 0, target: await readlink(full) };
    if (!dirent.isFile()) return { path, kind: 'other', bytes: 0 };
    const { size, nlink, dev, ino } = await lstat(full);
    return { path, kind: 'file', bytes: size, ...(nlink > 1 ? { inode: `${dev} ${ino}` } : {}) };
  } catch {
    return null;
  }
}

/** At once, and still no more than the system's threads can take. */
const BATCH = 64;

async function inBatches<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (let start = 0; start < items.length; start += BATCH) {
    done.push(...(await Promise.all(items.slice(start, start + BATCH).map(work))));
  }
  return done;
}
