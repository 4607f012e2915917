import { nameText } from '../browse/nameText.ts';
import { bytesOf } from '../merge/largestFirst.ts';
import type { MergedTree } from '../merge/mergedTree.ts';
import { columns } from './columns.ts';
import { folderColumns } from './folderColumns.ts';
import { sumLeftOver } from './leftOver.ts';
import { changeCode, shippedFiles, shownPaths, wayCode } from './shippedFiles.ts';
import type { Picture } from './types.ts';

/** As many files as a picture tells apart. */
export const MOST_FILES = 100_000;

/**
 * What an image ships, as a picture of it needs it: the largest `most` files, and the rest summed up by folder, so that an
 * image of millions of files makes no larger a message than this. Contents must be hashed as `wantedHashes` asks.
 */
export function imagePicture(tree: MergedTree, most = MOST_FILES): Picture {
  const inodes = shippedFiles(tree);
  const paths = shownPaths(tree);
  const single = inodes.subarray(0, most);
  const rest = inodes.subarray(most);
  const least = rest.length === 0 ? 0 : bytesOf(tree, rest[0]);
  const leftOver = sumLeftOver(tree, { inodes: rest, paths }, least, most);
  const parents = tree.names.parent.values;
  const wanted = new Set(leftOver.map(({ folder }) => folder));
  for (const inode of single) wanted.add(parents[paths[inode]]);
  const folders = folderColumns(
    wanted,
    (folder) => parents[folder],
    (folder) => nameText(tree, folder),
  );
  const column = columns(single, leftOver);
  const placeOf = (folder: number): number => folders.place.get(folder) ?? 0;
  return {
    folders: folders.columns,
    files: {
      folder: column(
        (inode) => placeOf(parents[paths[inode]]),
        ({ folder }) => placeOf(folder),
      ),
      name: column(
        (inode) => nameText(tree, paths[inode]),
        () => '',
      ),
      node: column(
        (inode) => paths[inode],
        ({ folder }) => folder,
      ),
      bytes: column(
        (inode) => bytesOf(tree, inode),
        ({ bytes }) => bytes,
      ),
      count: column(
        () => 1,
        ({ count }) => count,
      ),
      layer: column(
        (inode) => tree.layer.values[inode],
        ({ layer }) => layer,
      ),
      change: column(
        (inode) => changeCode(tree, inode),
        ({ change }) => change,
      ),
      how: column(
        (inode) => wayCode(tree, inode),
        ({ how }) => how,
      ),
      hiddenBy: column(
        (inode) => tree.deadSince(inode),
        ({ hiddenBy }) => hiddenBy,
      ),
    },
  };
}
