import { type ArchiveAt, noArchives } from './archive.ts';
import { type Concern, concernsOf } from './concerns.ts';
import type { ContextListing } from './contextListing.ts';
import { contextTree } from './contextTree.ts';
import { type CopiedFile, copiedByAll, placeOf } from './copiedFiles.ts';
import type { CopyInstruction, CopySource } from './copyInstruction.ts';
import { largest } from './largest.ts';
import { type FolderTotal, largestFolders } from './largestFolders.ts';

/** What a COPY or ADD would bring, were the image built now. */
export interface Forecast {
  readonly copy: CopyInstruction;
  /** Files, links and whatever else is no folder, as far as they come from the context. */
  readonly files: number;
  readonly bytes: number;
  readonly sources: readonly SourceForecast[];
  readonly largestFiles: readonly { readonly path: string; readonly bytes: number }[];
  readonly largestFolders: readonly FolderTotal[];
  /** Archives of which not they, but what is in them comes. */
  readonly unpacked: readonly UnpackedArchive[];
  readonly concerns: readonly Concern[];
  /** A pattern that the builder refuses. */
  readonly refused: string | null;
}

export interface UnpackedArchive {
  readonly path: string;
  /** What comes of it; the archive itself where nobody looked into it. */
  readonly files: number;
  readonly bytes: number;
  /** Why nobody looked into it, for people; null where somebody did. */
  readonly unread: string | null;
}

export interface SourceForecast {
  readonly source: CopySource;
  readonly files: number;
  readonly bytes: number;
  /** Nothing of this name is in the context, or nothing that is not ignored. */
  readonly isMissing: boolean;
}

export interface ForecastOptions {
  /** From this size on a file that nobody named is told of. */
  readonly largeFileBytes: number;
  /** What ADD would unpack of a file of the context. */
  readonly archiveAt?: ArchiveAt;
}

export const defaultForecastOptions: ForecastOptions = { largeFileBytes: 50_000_000 };

export function forecastCopies(
  copies: readonly CopyInstruction[],
  listing: Pick<ContextListing, 'entries'>,
  options: ForecastOptions = defaultForecastOptions,
): readonly Forecast[] {
  const all = copiedByAll(copies, contextTree(listing), options.archiveAt);
  return copies.map((copy, position) => {
    const { copied, missing, refused } = all[position];
    const files = copied.filter(({ kind }) => kind !== 'directory');
    const ofSources = copy.sources.map(() => ({ files: 0, bytes: 0 }));
    for (const { source, bytes } of files) {
      ofSources[source].files++;
      ofSources[source].bytes += bytes;
    }
    return {
      copy,
      ...totalOf(files),
      sources: copy.sources.map((source, index) => ({
        source,
        ...ofSources[index],
        isMissing: missing.includes(index),
      })),
      largestFiles: largestFiles(files),
      largestFolders: largestFolders(files),
      unpacked: unpackedArchives(files, options.archiveAt),
      concerns: concernsOf(copy, copied, options),
      refused,
    };
  });
}

/** In the order of the line; of an archive that is named twice once. */
function unpackedArchives(files: readonly CopiedFile[], archiveAt = noArchives): readonly UnpackedArchive[] {
  const byArchive = new Map<string, CopiedFile[]>();
  for (const file of files) {
    if (file.origin === 'context') continue;
    const own = byArchive.get(file.path);
    if (own === undefined) byArchive.set(file.path, [file]);
    else own.push(file);
  }
  return [...byArchive].map(([path, own]) => {
    const archive = archiveAt(path);
    return { path, ...totalOf(own), unread: archive !== null && 'unread' in archive ? archive.unread : null };
  });
}

function totalOf(files: readonly CopiedFile[]): { readonly files: number; readonly bytes: number } {
  return { files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) };
}

const LARGEST = 8;

function largestFiles(files: readonly CopiedFile[]): Forecast['largestFiles'] {
  return largest(files, LARGEST).map((file) => ({ path: placeOf(file), bytes: file.bytes }));
}
