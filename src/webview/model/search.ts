import type { PictureModel } from './pictureModel.ts';

export interface Found {
  /** For each file whether it is found. */
  readonly files: Uint8Array;
  /** Places of found files, largest first. */
  readonly list: readonly number[];
  /** Files, of what is left over each. */
  readonly count: number;
  readonly bytes: number;
}

/**
 * Files whose name, or the name of a folder above, has the text in it, whatever its case; of a text with a slash the whole
 * path must have it. Null for an empty text.
 */
export function search(model: PictureModel, text: string): Found | null {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return null;
  const folders = wanted.includes('/') ? foldersByPath(model, wanted) : foldersByName(model, wanted);
  const files = new Uint8Array(model.fileCount);
  const list: number[] = [];
  let [count, bytes] = [0, 0];
  for (let file = 0; file < model.fileCount; file++) {
    if (!folders.has(model.files.folder[file], model.files.name[file].toLowerCase())) continue;
    files[file] = 1;
    list.push(file);
    count += model.files.count[file];
    bytes += model.files.bytes[file];
  }
  return { files, list, count, bytes };
}

interface FolderMatches {
  has(folder: number, name: string): boolean;
}

function foldersByName({ folders, folderCount }: PictureModel, wanted: string): FolderMatches {
  const matched = new Uint8Array(folderCount);
  for (let folder = 1; folder < folderCount; folder++) {
    const isIn = matched[folders.parent[folder]] === 1 || folders.name[folder].toLowerCase().includes(wanted);
    matched[folder] = isIn ? 1 : 0;
  }
  return { has: (folder, name) => matched[folder] === 1 || name.includes(wanted) };
}

function foldersByPath({ folders, folderCount }: PictureModel, wanted: string): FolderMatches {
  const paths = ['/'];
  for (let folder = 1; folder < folderCount; folder++) {
    paths.push(`${paths[folders.parent[folder]]}${folders.name[folder].toLowerCase()}/`);
  }
  return { has: (folder, name) => (paths[folder] + name).includes(wanted) };
}
