import * as v from 'valibot';
import { FullPathRow, PathRow } from './pathRow.ts';
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

const image = { image: ImageKey };
const looking = { ...image, view: View };

/** A directory's children, of which those that the view's layers took away are there too. */
export const children = {
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
export const changes = {
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
export const find = {
  params: v.strictObject({
    ...looking,
    path: v.pipe(v.string(), v.maxLength(4096)),
    /** Symlinks are followed within the image. */
    follow: v.optional(v.boolean(), false),
  }),
  result: v.nullable(FullPathRow),
};

/** Every version of a path, newest first. */
export const versions = {
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
const MAX_CONTENT = 16 * 1024 * 1024;

/** Bytes of a file as of the view's step; fewer than `length` only at its end. */
export const content = {
  params: v.strictObject({
    ...looking,
    node: Node,
    start: v.optional(Count, 0),
    length: v.pipe(Count, v.maxValue(MAX_CONTENT)),
  }),
  result: v.object({ bytes: v.instance(Uint8Array), size: Count, mtime: Count }),
};

/** Dead files: shipped, and not in the final tree under any name. Largest first. */
export const waste = {
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

/** Which layers had to do with a path, and with what lies below it. */
export const pathUse = {
  params: v.strictObject({ ...image, path: v.pipe(v.string(), v.maxLength(4096)) }),
  result: v.object({
    /** What layers did at the path itself, ascending by layer; null where one removed it. */
    at: listOf(v.object({ layer: LayerNumber, type: v.nullable(FileType), mode: Count })),
    below: listOf(LayerNumber),
    /** Some layer had a link, a device, or what runs as its owner there. */
    isOdd: v.boolean(),
  }),
};
