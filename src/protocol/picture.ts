import * as v from 'valibot';
import { Count, ImageKey, listOf, Node } from './primitives.ts';

const Texts = listOf(v.string());
const Counts = listOf(Count);
/** A layer, or a group of them; -1 for none, or for several. */
const NumberOrNone = v.pipe(v.number(), v.integer(), v.minValue(-1));

/** So many files are told apart, the largest; what is left over is summed up by folder. */
export const MostFiles = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000)), 100_000);

const Folders = v.object({ parent: Counts, name: Texts });

/** What the image ships, in columns, for a picture of it. */
export const picture = {
  params: v.strictObject({
    image: ImageKey,
    most: MostFiles,
  }),
  result: v.object({
    folders: Folders,
    files: v.object({
      folder: Counts,
      name: Texts,
      node: listOf(Node),
      bytes: Counts,
      count: Counts,
      layer: Counts,
      /** 0 added, 1 modified, 2 metadata, 3 identical: what its layer did to the path. */
      change: Counts,
      /** 0 visible; wasted: 1 removed, 2 modified, 3 metadata, 4 identical. */
      how: Counts,
      hiddenBy: listOf(NumberOrNone),
    }),
  }),
};

/** The files of two trees, in columns, for a picture of what differs. What differs comes first. */
export const GrowthPicture = v.object({
  folders: Folders,
  files: v.object({
    folder: Counts,
    name: Texts,
    /** The larger of before and after. */
    bytes: Counts,
    before: Counts,
    after: Counts,
    count: Counts,
    /** 0 identical, 1 added, 2 removed, 3 modified, 4 metadata. */
    difference: Counts,
    /** The group that is to blame. */
    group: listOf(NumberOrNone),
  }),
});
