import * as v from 'valibot';
import { GrowthPicture, MostFiles } from './picture.ts';
import { Count, FileType, ImageKey, LayerNumber, listOf, Page } from './primitives.ts';

const Standing = v.nullable(
  v.object({
    type: FileType,
    bytes: Count,
    /** What of them counts: none where the content has another name that both have alike. */
    takes: Count,
    layer: LayerNumber,
  }),
);
export const Side = v.strictObject({ image: ImageKey, /** The tree after this layer. */ step: LayerNumber });
const Difference = v.picklist(['added', 'removed', 'modified', 'metadata']);

const totals = {
  added: Count,
  removed: Count,
  modified: Count,
  metadata: Count,
  addedBytes: Count,
  removedBytes: Count,
  changedBytes: Count,
};

export const compared = {
  /** Paths that differ, and paths that both have alike. */
  total: Count,
  same: Count,
  /** Files of one size whose contents cannot be read any more: they count as modified. */
  unread: Count,
};

/** The same with the bytes that `b` has more than `a`. */
export const grown = { ...totals, growth: v.number() };

/** What differs between two trees, of one image or of two, by path. Told as from `a` to `b`. */
export const diff = {
  params: v.strictObject({ a: Side, b: Side, ...Page.entries }),
  result: v.object({
    ...compared,
    totals: v.object(totals),
    rows: listOf(
      v.object({
        path: v.string(),
        change: Difference,
        a: Standing,
        b: Standing,
        /** The layer that made the difference. */
        blame: v.object({ image: v.picklist(['a', 'b']), layer: LayerNumber }),
      }),
    ),
  }),
};

/** The same, summed up by groups of layers that are to blame. */
export const diffGroups = {
  params: v.strictObject({
    a: Side,
    b: Side,
    /** For each layer of either image the number of its group. */
    of: v.strictObject({ a: v.array(Count), b: v.array(Count) }),
  }),
  result: v.object({
    ...compared,
    totals: v.object(grown),
    /** The one with most bytes first. */
    groups: listOf(v.object({ group: Count, ...grown })),
  }),
};

/** The same as a picture of all files, by the same groups. */
export const growth = {
  params: v.strictObject({ ...diffGroups.params.entries, most: MostFiles }),
  result: GrowthPicture,
};

/** The same, one directory at a time: what differs in it, and what some layers are to blame for. */
export const diffChildren = {
  params: v.strictObject({
    a: Side,
    b: Side,
    /** Only what these layers of either image made differ; by default everything. */
    blame: v.optional(v.strictObject({ a: v.array(LayerNumber), b: v.array(LayerNumber) })),
    /** Of the directory; empty for the root. */
    path: v.optional(v.pipe(v.string(), v.maxLength(4096)), ''),
    ...Page.entries,
  }),
  result: v.object({
    total: Count,
    /** Largest first. */
    rows: listOf(
      v.object({
        path: v.string(),
        name: v.string(),
        /** Null for a directory that differs in what is below it only. */
        change: v.nullable(Difference),
        a: Standing,
        b: Standing,
        /** Of what differs below; null for nothing. */
        below: v.nullable(v.object(grown)),
      }),
    ),
  }),
};
