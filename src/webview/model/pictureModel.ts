import type { FileColumns, FolderColumns } from '../../core/picture/types.ts';

/** What every picture has. */
export interface PictureColumns {
  readonly folders: FolderColumns;
  readonly files: FileColumns;
}

/** For each file a number that is summed up by folder, such as its wasted bytes. */
export type Measure = ArrayLike<number>;

/** What lies in each folder, at any depth. */
export interface FolderTotals {
  readonly bytes: Float64Array;
  readonly files: Int32Array;
  /** One for each measure. */
  readonly sums: readonly Float64Array[];
}

/** The columns of a picture, with what lies in which folder. Folder 0 is the root. */
export interface PictureModel extends PictureColumns {
  readonly measures: readonly Measure[];
  readonly folderCount: number;
  readonly fileCount: number;
  /** Of all files. */
  readonly bytes: number;
  /** The folders in a folder, in no order. */
  foldersIn(folder: number): Int32Array;
  /** The files in a folder, as they stand in the columns. */
  filesIn(folder: number): Int32Array;
  /** Sums of the files that are kept; of all where none is left out. */
  totals(kept: Uint8Array | null): FolderTotals;
}

export function pictureModel({ folders, files }: PictureColumns, measures: readonly Measure[]): PictureModel {
  const folderCount = folders.name.length;
  const inFolder = grouped(files.folder, folderCount);
  const below = grouped(folders.parent, folderCount);
  return {
    folders,
    files,
    measures,
    folderCount,
    fileCount: files.name.length,
    bytes: files.bytes.reduce((sum, bytes) => sum + bytes, 0),
    // The root lies in itself.
    foldersIn: (folder) => (folder === 0 ? below(0).subarray(1) : below(folder)),
    filesIn: inFolder,
    totals: (kept) => totalsOf({ folders, files }, measures, kept),
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

function totalsOf({ folders, files }: PictureColumns, measures: readonly Measure[], kept: Uint8Array | null) {
  const count = folders.name.length;
  const totals = {
    bytes: new Float64Array(count),
    files: new Int32Array(count),
    sums: measures.map(() => new Float64Array(count)),
  };
  for (let file = 0; file < files.bytes.length; file++) {
    if (kept !== null && kept[file] === 0) continue;
    const folder = files.folder[file];
    totals.bytes[folder] += files.bytes[file];
    totals.files[folder] += files.count[file];
    for (let i = 0; i < measures.length; i++) totals.sums[i][folder] += measures[i][file];
  }
  // Parents have lower numbers.
  for (let folder = count - 1; folder > 0; folder--) {
    const parent = folders.parent[folder];
    totals.bytes[parent] += totals.bytes[folder];
    totals.files[parent] += totals.files[folder];
    for (const sum of totals.sums) sum[parent] += sum[folder];
  }
  return totals;
}
