import * as v from 'valibot';
import { Count, ImageKey, LayerNumber, listOf } from './primitives.ts';

const image = { image: ImageKey };

const Joined = v.object({
  first: LayerNumber,
  last: LayerNumber,
  savedBytes: v.number(),
  deadBytes: Count,
  copiedBytes: Count,
});

/** What one layer in place of several would save. Without a range, the joins that would pay best. */
export const joins = {
  params: v.strictObject({
    ...image,
    range: v.optional(v.strictObject({ first: LayerNumber, last: LayerNumber })),
    /** Only of layers from this one on: those below are the base's. */
    from: v.optional(LayerNumber, 0),
  }),
  result: listOf(Joined),
};

/** What the image would be without these layers. */
export const without = {
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
