import type { Grouping } from '../diff/blamedGroups.ts';
import type { Side } from '../diff/side.ts';
import { type BothTrees, bothTrees } from './bothTrees.ts';
import { columns } from './columns.ts';
import { type ComparedFiles, comparedFiles } from './comparedFiles.ts';
import { folderColumns } from './folderColumns.ts';
import { type FolderSum, foldSmall } from './foldSmall.ts';
import { DIFFERENCES, type GrowthPicture } from './growthTypes.ts';
import { MOST_FILES } from './imagePicture.ts';
import { largestPlaces } from './largestPlaces.ts';

/**
 * What differs in two trees, and what is alike beside it: the `most` files of which those that differ come first and then the
 * largest, and the rest summed up by folder. Contents must be hashed as `hashesToCompare` asks.
 *
 * @param of For each layer of either image the group that it is blamed in.
 */
export function growthPicture(a: Side, b: Side, of: Grouping, most = MOST_FILES): GrowthPicture {
  const both = bothTrees(a.tree, b.tree);
  const files = comparedFiles(a, b, both, of);
  const places = inOrder(files);
  const single = places.subarray(0, most);
  const leftOver = sumLeftOver(files, places.subarray(most), both, most);
  const { parentOf, nameOf } = both;
  const wanted = new Set(leftOver.map(({ folder }) => folder));
  for (const place of single) wanted.add(parentOf(files.node[place]));
  const folders = folderColumns(wanted, parentOf, nameOf);
  const column = columns(single, leftOver);
  const placeOf = (folder: number): number => folders.place.get(folder) ?? 0;
  return {
    folders: folders.columns,
    files: {
      folder: column(
        (place) => placeOf(parentOf(files.node[place])),
        ({ folder }) => placeOf(folder),
      ),
      name: column(
        (place) => nameOf(files.node[place]),
        () => '',
      ),
      bytes: column(
        (place) => bytesOf(files, place),
        ({ bytes }) => bytes,
      ),
      before: column(
        (place) => files.before[place],
        ({ before }) => before,
      ),
      after: column(
        (place) => files.after[place],
        ({ after }) => after,
      ),
      count: column(
        () => 1,
        ({ count }) => count,
      ),
      difference: column(
        (place) => files.difference[place],
        ({ difference }) => difference,
      ),
      group: column(
        (place) => files.group[place],
        ({ group }) => group,
      ),
    },
  };
}

/** What differs before what is alike, each largest first. */
function inOrder(files: ComparedFiles): Uint32Array {
  const count = files.node.length;
  const bytes = new Float64Array(count);
  let differing = 0;
  for (let place = 0; place < count; place++) {
    bytes[place] = bytesOf(files, place);
    if (files.difference[place] > 0) differing++;
  }
  const places = new Uint32Array(count);
  let [nextDiffering, nextAlike] = [0, differing];
  for (const place of largestPlaces(bytes)) {
    places[files.difference[place] > 0 ? nextDiffering++ : nextAlike++] = place;
  }
  return places;
}

function bytesOf({ before, after }: ComparedFiles, place: number): number {
  return Math.max(before[place], after[place]);
}

interface LeftOver extends FolderSum {
  before: number;
  after: number;
  difference: number;
  group: number;
}

function sumLeftOver(
  files: ComparedFiles,
  rest: Uint32Array,
  { nodeCount, parentOf }: BothTrees,
  most: number,
): LeftOver[] {
  let least = 0;
  for (const place of rest) least = Math.max(least, bytesOf(files, place));
  const file: LeftOver = { folder: 0, bytes: 0, count: 1, before: 0, after: 0, difference: 0, group: 0 };
  const folding = {
    folderCount: nodeCount,
    parentOf,
    forEach(take: (file: LeftOver) => void) {
      for (const place of rest) {
        file.folder = parentOf(files.node[place]);
        file.bytes = bytesOf(files, place);
        file.before = files.before[place];
        file.after = files.after[place];
        file.difference = files.difference[place];
        file.group = files.group[place];
        take(file);
      }
    },
    keyOf: ({ group, difference }: LeftOver) => (group + 1) * DIFFERENCES.length + difference,
    merge(known: LeftOver, { before, after }: LeftOver) {
      known.before += before;
      known.after += after;
    },
  };
  return foldSmall(folding, least, most);
}
