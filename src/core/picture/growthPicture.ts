import type { Grouping } from '../diff/blamedGroups.ts';
import { type ComparedPath, comparePairs } from '../diff/comparePairs.ts';
import { type Side, sizeAt } from '../diff/side.ts';
import { NONE } from '../merge/mergedTree.ts';
import { bothTrees } from './bothTrees.ts';
import { folderColumns } from './folderColumns.ts';
import { type FolderSum, foldSmall } from './foldSmall.ts';
import { DIFFERENCES, type GrowthPicture } from './growthTypes.ts';
import { MOST_FILES } from './imagePicture.ts';

/**
 * What differs in two trees, and what is alike beside it: the `most` files of which those that differ come first and then the
 * largest, and the rest summed up by folder. Contents must be hashed as `hashesToCompare` asks.
 *
 * @param of For each layer of either image the group that it is blamed in.
 */
export function growthPicture(a: Side, b: Side, of: Grouping, most = MOST_FILES): GrowthPicture {
  const { nodeCount, nodeOf, parentOf, nameOf } = bothTrees(a.tree, b.tree);
  const all = comparedFiles(a, b, of).map(({ nodeA, nodeB, ...file }): GrowthFile => {
    const node = nodeOf(nodeA, nodeB);
    return { ...file, node, folder: parentOf(node), count: 1 };
  });
  all.sort((one, other) => Number(isAlike(one)) - Number(isAlike(other)) || other.bytes - one.bytes);
  const single = all.slice(0, most);
  const rest = all.slice(most);
  const least = rest.reduce((largest, { bytes }) => Math.max(largest, bytes), 0);
  const leftOver = foldSmall(rest, { folderCount: nodeCount, parentOf, keyOf, merge }, least, most);
  const files = [...single, ...leftOver];
  const folders = folderColumns(new Set(files.map(({ folder }) => folder)), parentOf, nameOf);
  return {
    folders: folders.columns,
    files: {
      folder: files.map(({ folder }) => folders.place.get(folder) ?? 0),
      name: [...single.map(({ node }) => nameOf(node)), ...leftOver.map(() => '')],
      bytes: files.map(({ bytes }) => bytes),
      before: files.map(({ before }) => before),
      after: files.map(({ after }) => after),
      count: files.map(({ count }) => count),
      difference: files.map(({ difference }) => difference),
      group: files.map(({ group }) => group),
    },
  };
}

interface GrowthFile extends FolderSum {
  readonly node: number;
  before: number;
  after: number;
  readonly difference: number;
  readonly group: number;
}

function isAlike({ difference }: Pick<GrowthFile, 'difference'>): boolean {
  return difference === 0;
}

function keyOf({ group, difference }: GrowthFile): number {
  return (group + 1) * DIFFERENCES.length + difference;
}

function merge(known: GrowthFile, { before, after }: GrowthFile): void {
  known.before += before;
  known.after += after;
}

type ComparedFile = Omit<GrowthFile, 'node' | 'folder' | 'count'> & Pick<ComparedPath, 'nodeA' | 'nodeB'>;

/**
 * Every content of at least one byte that either side shows, under one of its names: where one of them is alike on both sides,
 * that one, for another name of it takes no room.
 */
function comparedFiles(a: Side, b: Side, of: Grouping): ComparedFile[] {
  const found: { readonly path: ComparedPath; readonly difference: number; readonly group: number }[] = [];
  comparePairs(a, b, (path) => {
    const difference = DIFFERENCES.indexOf(path.change);
    const by = difference === 0 ? null : path.blame();
    found.push({ path, difference, group: by === null ? -1 : of[by.image][by.layer] });
  });
  const [ofA, ofB] = [bytesOnce(a), bytesOnce(b)];
  const files: ComparedFile[] = [];
  for (const isTurn of [isAlike, (file: ComparedDifference) => !isAlike(file)]) {
    for (const { path, difference, group } of found) {
      if (!isTurn({ difference })) continue;
      const { nodeA, nodeB, versionA, versionB } = path;
      const [before, after] = [ofA(versionA), ofB(versionB)];
      const bytes = Math.max(before, after);
      if (bytes > 0) files.push({ nodeA, nodeB, bytes, before, after, difference, group });
    }
  }
  return files;
}

type ComparedDifference = Pick<GrowthFile, 'difference'>;

/** Of a content the first time; 0 of its other names, and of what is not there. */
function bytesOnce(side: Side): (version: number) => number {
  const seen = new Uint8Array(side.tree.versionCount);
  return (version) => {
    const inode = version === NONE ? NONE : side.tree.inode.values[version];
    if (inode === NONE || seen[inode] === 1) return 0;
    seen[inode] = 1;
    return sizeAt(side, version);
  };
}
