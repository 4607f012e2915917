import * as v from 'valibot';
import { Count, listOf } from './primitives.ts';

/** What is remembered of the build of an image. */
export const BuildRecord = v.object({
  /** The Dockerfile as it was built. */
  text: v.string(),
  times: listOf(
    v.object({
      step: Count,
      seconds: v.nullable(v.pipe(v.number(), v.finite(), v.minValue(0))),
      cached: v.boolean(),
    }),
  ),
  /** JSON with the provenance of the build, where the image has none with it. */
  metadata: v.unknown(),
});
