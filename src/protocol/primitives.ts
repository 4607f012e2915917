import * as v from 'valibot';

/** A layer, from 0 at the bottom. */
export const LayerNumber = v.pipe(v.number(), v.integer(), v.minValue(0));

/** A count, or bytes. */
export const Count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** A path of an image, by its place in the merged tree: 0 is the root. It is the same in every view of the image. */
export const Node = v.pipe(v.number(), v.integer(), v.minValue(0));

/** An opened image, as whoever opened it called it. */
export const ImageKey = v.pipe(v.string(), v.nonEmpty(), v.maxLength(200));

export const ChangeKind = v.picklist(['added', 'modified', 'metadata', 'identical', 'removed']);
export const HidingKind = v.picklist(['modified', 'metadata', 'identical', 'removed']);
export const FileType = v.picklist(['file', 'dir', 'symlink', 'char', 'block', 'fifo']);

/** A list in an answer. */
export function listOf<Item extends v.GenericSchema>(item: Item): ListOf<Item> {
  return v.pipe(v.array(item), v.readonly());
}

type ListOf<Item extends v.GenericSchema> = v.SchemaWithPipe<
  readonly [v.ArraySchema<Item, undefined>, v.ReadonlyAction<v.InferOutput<Item>[]>]
>;

/** Which tree is looked at. */
export const View = v.strictObject({
  /** The tree after this layer; -1 is the empty tree below the first. */
  step: v.pipe(v.number(), v.integer(), v.minValue(-1)),
  /** Changes are told of the layers from this one to `step`; by default of `step` alone, of none when it is larger. */
  since: v.optional(LayerNumber),
  /** Layers that are peeled off: what they covered is there again. */
  off: v.optional(v.array(LayerNumber)),
});
export type View = v.InferOutput<typeof View>;

export const Filter = v.strictObject({
  /** Only what the view's layers changed in one of these ways, and the directories above it. */
  changes: v.optional(v.array(ChangeKind)),
  /** A part of the name; with `*`, `?`, `[` or `{` a glob; with `/` a glob of the whole path. */
  name: v.optional(v.pipe(v.string(), v.maxLength(1000))),
});
export type Filter = v.InferOutput<typeof Filter>;

/** A part of a list: so many from there on. */
export const Page = v.strictObject({
  offset: v.optional(Count, 0),
  limit: v.optional(v.pipe(Count, v.maxValue(1000)), 200),
});
