import { type CopiedFile, placeOf } from './copiedFiles.ts';

export interface FolderTotal {
  readonly path: string;
  readonly files: number;
  readonly bytes: number;
}

const MOST = 6;

/** Folders with all that is copied of them, the largest first; of folders with the very same files the outermost. */
export function largestFolders(files: readonly CopiedFile[]): readonly FolderTotal[] {
  const totals = new Map<string, { path: string; files: number; bytes: number }>();
  for (const file of files) {
    const path = placeOf(file);
    for (let end = path.indexOf('/'); end !== -1; end = path.indexOf('/', end + 1)) {
      const folder = path.slice(0, end);
      const total = totals.get(folder) ?? { path: folder, files: 0, bytes: 0 };
      total.files++;
      total.bytes += file.bytes;
      totals.set(folder, total);
    }
  }
  const outermost = [...totals.values()].filter((total) => {
    const around = totals.get(total.path.slice(0, Math.max(0, total.path.lastIndexOf('/'))));
    return total.bytes > 0 && around?.files !== total.files;
  });
  return outermost.toSorted((one, other) => other.bytes - one.bytes || (one.path < other.path ? -1 : 1)).slice(0, MOST);
}
