import { nameText } from '../browse/nameText.ts';
import { bytesOf } from '../merge/largestFirst.ts';
import type { MergedTree } from '../merge/mergedTree.ts';
import { folderColumns } from './folderColumns.ts';
import { type LeftOver, sumLeftOver } from './leftOver.ts';
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
  const single = inodes.subarray(0, most);
  const rest = inodes.subarray(most);
  const leftOver = rest.length === 0 ? [] : sumLeftOver(tree, rest, bytesOf(tree, rest[0]), most);
  const paths = shownPaths(tree);
  const parents = tree.names.parent.values;
  const wanted = [...Array.from(single, (inode) => parents[paths[inode]]), ...leftOver.map(({ folder }) => folder)];
  const folders = folderColumns(
    wanted,
    (folder) => parents[folder],
    (folder) => nameText(tree, folder),
  );
  const files = Array.from(single, (inode) => fileOf(tree, inode, paths[inode]));
  return { folders: folders.columns, files: columns([...files, ...leftOver.map(leftOverFile)], folders.place) };
}

interface File extends LeftOver {
  readonly name: string;
  readonly node: number;
}

function fileOf(tree: MergedTree, inode: number, path: number): File {
  return {
    folder: tree.names.parent.values[path],
    name: nameText(tree, path),
    node: path,
    bytes: bytesOf(tree, inode),
    count: 1,
    layer: tree.layer.values[inode],
    change: changeCode(tree, inode),
    how: wayCode(tree, inode),
    hiddenBy: tree.deadSince(inode),
  };
}

function leftOverFile(sum: LeftOver): File {
  return { ...sum, name: '', node: sum.folder };
}

function columns(files: readonly File[], place: ReadonlyMap<number, number>): Picture['files'] {
  return {
    folder: files.map(({ folder }) => place.get(folder) ?? 0),
    name: files.map(({ name }) => name),
    node: files.map(({ node }) => node),
    bytes: files.map(({ bytes }) => bytes),
    count: files.map(({ count }) => count),
    layer: files.map(({ layer }) => layer),
    change: files.map(({ change }) => change),
    how: files.map(({ how }) => how),
    hiddenBy: files.map(({ hiddenBy }) => hiddenBy),
  };
}
