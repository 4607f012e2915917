import * as v from 'valibot';
import { ChangeKind, Count, FileType, LayerNumber, Node } from './primitives.ts';

/** One path in a view. */
export const PathRow = v.object({
  node: Node,
  name: v.string(),
  type: FileType,
  /** Of a file its bytes, of a directory those of the files below, each inode once. */
  size: Count,
  /** Of a directory: the files, links and devices below. */
  files: Count,
  mode: Count,
  uid: Count,
  gid: Count,
  /** Seconds since 1970. */
  mtime: Count,
  /** Target of a symlink, else empty. */
  linkname: v.string(),
  /** The layer that last wrote it; of one that is gone the layer that took it away. -1 for the root of an empty tree. */
  layer: v.pipe(v.number(), v.integer(), v.minValue(-1)),
  /** What the view's layers did to it; null for nothing, and for directories. */
  change: v.nullable(ChangeKind),
  /** The view's layers took it away. */
  gone: v.boolean(),
  hasChildren: v.boolean(),
  /** Of a directory: the view's layers changed something below. */
  changed: v.boolean(),
  /** What stood there before the view's layers; null when nothing did. */
  previous: v.nullable(v.object({ layer: LayerNumber, size: Count })),
});
export type PathRow = v.InferOutput<typeof PathRow>;

/** The same with its whole path, without a leading slash. */
export const FullPathRow = v.object({ ...PathRow.entries, path: v.string() });
export type FullPathRow = v.InferOutput<typeof FullPathRow>;
