import { byFolder } from './byFolder.ts';
import { folderOf } from './contextTree.ts';
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
  const totalOf = (path: string): { path: string; files: number; bytes: number } => {
    const known = totals.get(path);
    if (known !== undefined) return known;
    const made = { path, files: 0, bytes: 0 };
    totals.set(path, made);
    return made;
  };
  // First what is in a folder itself: there are far fewer folders than files.
  const around = byFolder(totalOf);
  for (const file of files) {
    const total = around(placeOf(file));
    total.files++;
    total.bytes += file.bytes;
  }
  for (const own of [...totals.values()].map((total) => ({ ...total }))) {
    for (let path = own.path; path !== ''; ) {
      path = folderOf(path);
      const total = totalOf(path);
      total.files += own.files;
      total.bytes += own.bytes;
    }
  }
  totals.delete('');
  const outermost = [...totals.values()].filter(
    (total) => total.bytes > 0 && totals.get(folderOf(total.path))?.files !== total.files,
  );
  return outermost.toSorted((one, other) => other.bytes - one.bytes || (one.path < other.path ? -1 : 1)).slice(0, MOST);
}
