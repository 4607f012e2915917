import { type Dirent, lstatSync, readdirSync, readlinkSync } from 'node:fs';
import { join, sep } from 'node:path';
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
 * file leaves out is not looked into unless something in it may be an exception. Bounded, and lets others work in between:
 * it asks the file system synchronously, which is several times as fast where there are many files, but for no longer than
 * a blink at once.
 *
 * @throws The signal's reason; the file system's error where the root itself cannot be read.
 */
export async function listContext(root: string, options: ListingOptions): Promise<ContextListing> {
  options.signal.throwIfAborted();
  const walk = { root, options, listing: emptyListing(), sliceEnd: performance.now() + SLICE_MILLISECONDS };
  await listFolder(walk, { path: '', matched: null, isLeftOut: false });
  return walk.listing;
}

interface Walk {
  readonly root: string;
  readonly options: ListingOptions;
  readonly listing: ReturnType<typeof emptyListing>;
  sliceEnd: number;
}

const SLICE_MILLISECONDS = 20;

/** Gives others a turn where they have waited for long enough. */
async function pause(walk: Walk): Promise<void> {
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
  walk.options.signal.throwIfAborted();
  walk.sliceEnd = performance.now() + SLICE_MILLISECONDS;
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
  const at = folder.path === '' ? root : join(root, folder.path);
  for (const dirent of read(walk, folder, at)) {
    if (performance.now() > walk.sliceEnd) await pause(walk);
    if (isFull(walk)) return;
    const path = folder.path === '' ? dirent.name : `${folder.path}/${dirent.name}`;
    const { isMatched, matched } = options.rules.match(path, folder.matched);
    const entry = isMatched ? null : entryOf(`${at}${sep}${dirent.name}`, path, dirent);
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
function read({ options, listing }: Walk, { path }: Folder, at: string): readonly Dirent[] {
  try {
    const found = readdirSync(at, { withFileTypes: true });
    const wanted = found.filter(({ name }) => options.isWanted(path === '' ? name : `${path}/${name}`));
    return wanted.sort((one, other) => (one.name < other.name ? -1 : 1));
  } catch (error) {
    if (path === '') throw error;
    listing.unreadable.push(path);
    return [];
  }
}

/** Null for what went meanwhile, and for sockets, which no builder sends. */
function entryOf(full: string, path: string, dirent: Dirent): ContextEntry | null {
  if (dirent.isDirectory()) return { path, kind: 'directory', bytes: 0 };
  if (dirent.isSocket()) return null;
  try {
    if (dirent.isSymbolicLink()) return { path, kind: 'link', bytes: 0, target: readlinkSync(full) };
    if (!dirent.isFile()) return { path, kind: 'other', bytes: 0 };
    const { size, nlink, dev, ino } = lstatSync(full);
    return { path, kind: 'file', bytes: size, ...(nlink > 1 ? { inode: `${dev} ${ino}` } : {}) };
  } catch {
    return null;
  }
}
