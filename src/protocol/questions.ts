import * as v from 'valibot';
import { allowEngines, engineImages, fittingImages, followEngines, identify } from './engineQuestions.ts';
import { ImageSummary } from './imageSummary.ts';
import { FullPathRow, PathRow } from './pathRow.ts';
import { picture } from './picture.ts';
import {
  ChangeKind,
  Count,
  FileType,
  Filter,
  HidingKind,
  ImageKey,
  LayerNumber,
  listOf,
  Node,
  Page,
  View,
} from './primitives.ts';
import type { Question } from './question.ts';

const image = { image: ImageKey };
const looking = { ...image, view: View };

/** What a file is, by a look at its beginning. */
const recognize = {
  params: v.strictObject({ path: v.string() }),
  result: v.object({
    isImage: v.boolean(),
    /** Names of the images in it; none where telling them would mean reading it all. */
    tags: listOf(v.string()),
  }),
};

/** Opens an image, reads and merges its layers. It stays open under its key until that is released. */
const open = {
  params: v.strictObject({
    /** What the caller calls it from now on. */
    key: ImageKey,
    /** Path of an archive or of an OCI layout directory, or what else calls an image: `docker://web:1.0`, `registry://web:1.0`, `web:1.0`. */
    path: v.string(),
    platform: v.optional(v.string()),
    tag: v.optional(v.string()),
    /** Read everything and check every digest. */
    verify: v.optional(v.boolean(), false),
    /** ID of an image that was there before another took its place, and is remembered: all but what is in its files. */
    replaced: v.optional(v.pipe(v.string(), v.maxLength(200))),
  }),
  result: ImageSummary,
};

/** Remembers an image for the time when its place has another. False when it is broken, or there is no cache. */
const remember = { params: v.strictObject(image), result: v.boolean() };

const release = { params: v.strictObject(image), result: v.null() };

/** Keeps an image that is open under one key open under another too, until that is released. */
const hold = { params: v.strictObject({ ...image, key: ImageKey }), result: v.null() };

const summary = { params: v.strictObject(image), result: ImageSummary };

/** A directory's children, of which those that the view's layers took away are there too. */
const children = {
  params: v.strictObject({
    ...looking,
    node: Node,
    /** By name: directories first, then by the bytes of the name. By size: largest first. */
    sort: v.optional(v.picklist(['name', 'size']), 'name'),
    filter: v.optional(Filter, {}),
    ...Page.entries,
  }),
  result: v.object({ total: Count, directory: FullPathRow, rows: listOf(PathRow) }),
};

/** Everything that the view's layers changed. */
const changes = {
  params: v.strictObject({
    ...looking,
    /** Only below this directory. */
    under: v.optional(Node, 0),
    sort: v.optional(v.picklist(['path', 'size']), 'path'),
    filter: v.optional(Filter, {}),
    ...Page.entries,
  }),
  result: v.object({
    total: Count,
    /** Of the files that were added or overwritten, each inode once; of all of them, not of the page alone. */
    bytes: Count,
    rows: listOf(FullPathRow),
  }),
};

/** The row of a path; null when the view has none there. */
const find = {
  params: v.strictObject({
    ...looking,
    path: v.pipe(v.string(), v.maxLength(4096)),
    /** Symlinks are followed within the image. */
    follow: v.optional(v.boolean(), false),
  }),
  result: v.nullable(FullPathRow),
};

/** Every version of a path, newest first. */
const versions = {
  params: v.strictObject({ ...image, node: Node }),
  result: v.object({
    path: v.string(),
    versions: listOf(
      v.object({
        layer: LayerNumber,
        /** Told against the layer below. */
        change: v.nullable(ChangeKind),
        removed: v.boolean(),
        /** A directory that no entry of the layer describes. */
        implied: v.boolean(),
        /** Shipped, but a later entry of the same layer took its place. */
        replaced: v.boolean(),
        /** Null where the layer removed it. */
        type: v.nullable(FileType),
        size: Count,
        mode: Count,
        uid: Count,
        gid: Count,
        mtime: Count,
        linkname: v.string(),
        /** Whether its content is part of the final tree. */
        state: v.picklist(['visible', 'wasted', 'none']),
        /** The layer in which its content lost its last name. */
        hiddenBy: v.nullable(v.object({ layer: LayerNumber, how: HidingKind })),
      }),
    ),
  }),
};

/** At most so many bytes of a file at once. */
export const MAX_CONTENT = 16 * 1024 * 1024;

/** Bytes of a file as of the view's step; fewer than `length` only at its end. */
const content = {
  params: v.strictObject({
    ...looking,
    node: Node,
    start: v.optional(Count, 0),
    length: v.pipe(Count, v.maxValue(MAX_CONTENT)),
  }),
  result: v.object({ bytes: v.instance(Uint8Array), size: Count, mtime: Count }),
};

/** Dead files: shipped, and not in the final tree under any name. Largest first. */
const waste = {
  params: v.strictObject({
    ...image,
    /** Only those that this layer ships. */
    layer: v.optional(LayerNumber),
    /** Only those that lost their last name in this layer. */
    hiddenBy: v.optional(LayerNumber),
    /** As `Filter.name`. */
    name: v.optional(v.string()),
    ...Page.entries,
  }),
  result: v.object({
    total: Count,
    bytes: Count,
    rows: listOf(
      v.object({
        node: Node,
        path: v.string(),
        bytes: Count,
        layer: LayerNumber,
        hiddenBy: v.object({ layer: LayerNumber, how: HidingKind }),
      }),
    ),
  }),
};

const Standing = v.nullable(v.object({ type: FileType, bytes: Count, layer: LayerNumber }));
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
const diff = {
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
const diffGroups = {
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

/** The same, one directory at a time: what differs in it, and what some layers are to blame for. */
const diffChildren = {
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

const Joined = v.object({
  first: LayerNumber,
  last: LayerNumber,
  savedBytes: v.number(),
  deadBytes: Count,
  copiedBytes: Count,
});

/** What one layer in place of several would save. Without a range, the joins that would pay best. */
const joins = {
  params: v.strictObject({
    ...image,
    range: v.optional(v.strictObject({ first: LayerNumber, last: LayerNumber })),
    /** Only of layers from this one on: those below are the base's. */
    from: v.optional(LayerNumber, 0),
  }),
  result: listOf(Joined),
};

/** What the image would be without these layers. */
const without = {
  params: v.strictObject({ ...image, layers: v.pipe(v.array(LayerNumber), v.nonEmpty()) }),
  result: v.object({
    layers: listOf(LayerNumber),
    savedBytes: Count,
    lostBytes: Count,
    restoredBytes: Count,
    visibleChange: v.number(),
    wastedChange: v.number(),
  }),
};

/** Which layers had to do with a path, and with what lies below it. */
const pathUse = {
  params: v.strictObject({ ...image, path: v.pipe(v.string(), v.maxLength(4096)) }),
  result: v.object({
    /** What layers did at the path itself, ascending by layer; null where one removed it. */
    at: listOf(v.object({ layer: LayerNumber, type: v.nullable(FileType), mode: Count })),
    below: listOf(LayerNumber),
    /** Some layer had a link, a device, or what runs as its owner there. */
    isOdd: v.boolean(),
  }),
};

/** Every question that the merger answers. */
export const questions = {
  recognize,
  identify,
  open,
  remember,
  release,
  summary,
  children,
  changes,
  find,
  versions,
  content,
  waste,
  diff,
  diffGroups,
  diffChildren,
  joins,
  without,
  pathUse,
  picture,
  hold,
  allowEngines,
  engineImages,
  fittingImages,
  followEngines,
} as const satisfies Record<string, Question>;

export type QuestionName = keyof typeof questions;
/** As it is asked: what has a default may be left out. */
export type ParamsOf<Name extends QuestionName> = v.InferInput<(typeof questions)[Name]['params']>;
/** As it is answered. */
export type CheckedParams<Name extends QuestionName> = v.InferOutput<(typeof questions)[Name]['params']>;
export type ResultOf<Name extends QuestionName> = v.InferOutput<(typeof questions)[Name]['result']>;
