import type { Picture, PictureData, PictureLayer } from '../../core/picture/types.ts';

/** What lies in each folder, at any depth. */
export interface FolderTotals {
  readonly bytes: Float64Array;
  readonly wasted: Float64Array;
  readonly files: Int32Array;
}

/** The columns of a picture, with what lies in which folder. Folder 0 is the root. */
export interface PictureModel {
  readonly name: string;
  readonly folders: Picture['folders'];
  readonly files: Picture['files'];
  readonly layers: readonly PictureLayer[];
  readonly folderCount: number;
  readonly fileCount: number;
  readonly shippedBytes: number;
  /** The folders in a folder, in no order. */
  foldersIn(folder: number): Int32Array;
  /** The files in a folder, largest first, what is left over last. */
  filesIn(folder: number): Int32Array;
  /** Sums of the files that are kept; of all where none is left out. */
  totals(kept: Uint8Array | null): FolderTotals;
}

export function pictureModel({ name, picture, layers }: PictureData): PictureModel {
  const { folders, files } = picture;
  const folderCount = folders.name.length;
  const fileCount = files.name.length;
  const inFolder = grouped(files.folder, folderCount);
  const below = grouped(folders.parent, folderCount);
  return {
    name,
    folders,
    files,
    layers,
    folderCount,
    fileCount,
    shippedBytes: files.bytes.reduce((sum, bytes) => sum + bytes, 0),
    // The root lies in itself.
    foldersIn: (folder) => (folder === 0 ? below(0).subarray(1) : below(folder)),
    filesIn: inFolder,
    totals: (kept) => totalsOf(picture, kept),
  };
}

/** Members of each group, in their order: a list without a list for each. */
function grouped(groups: readonly number[], count: number): (group: number) => Int32Array {
  const starts = new Int32Array(count + 1);
  for (const group of groups) starts[group + 1]++;
  for (let group = 0; group < count; group++) starts[group + 1] += starts[group];
  const members = new Int32Array(groups.length);
  const next = starts.slice();
  for (let member = 0; member < groups.length; member++) members[next[groups[member]]++] = member;
  return (group) => members.subarray(starts[group], starts[group + 1]);
}

function totalsOf({ folders, files }: Picture, kept: Uint8Array | null): FolderTotals {
  const count = folders.name.length;
  const totals = { bytes: new Float64Array(count), wasted: new Float64Array(count), files: new Int32Array(count) };
  for (let file = 0; file < files.bytes.length; file++) {
    if (kept !== null && kept[file] === 0) continue;
    const folder = files.folder[file];
    totals.bytes[folder] += files.bytes[file];
    if (files.how[file] > 0) totals.wasted[folder] += files.bytes[file];
    totals.files[folder] += files.count[file];
  }
  // Parents have lower numbers.
  for (let folder = count - 1; folder > 0; folder--) {
    const parent = folders.parent[folder];
    totals.bytes[parent] += totals.bytes[folder];
    totals.wasted[parent] += totals.wasted[folder];
    totals.files[parent] += totals.files[folder];
  }
  return totals;
}
