import type { FolderColumns } from './types.ts';

export interface ShownFolders {
  readonly columns: FolderColumns;
  /** Where a folder stands in the columns. */
  readonly place: ReadonlyMap<number, number>;
}

/** These folders and all above them. Parents have lower numbers; 0 is the root. */
export function folderColumns(
  wanted: Iterable<number>,
  parentOf: (folder: number) => number,
  nameOf: (folder: number) => string,
): ShownFolders {
  const found = new Set([0]);
  for (const folder of wanted) {
    for (let at = folder; !found.has(at); at = parentOf(at)) found.add(at);
  }
  const folders = Uint32Array.from(found).sort();
  const place = new Map(Array.from(folders, (folder, i) => [folder, i]));
  return {
    columns: {
      parent: Array.from(folders, (folder) => place.get(parentOf(folder)) ?? 0),
      name: Array.from(folders, nameOf),
    },
    place,
  };
}
