import * as v from 'valibot';
import { ImageSummary } from './imageSummary.ts';
import { ImageKey, listOf } from './primitives.ts';

const image = { image: ImageKey };

/** What a file is, by a look at its beginning. */
export const recognize = {
  params: v.strictObject({ path: v.string() }),
  result: v.object({
    isImage: v.boolean(),
    /** Names of the images in it; none where telling them would mean reading it all. */
    tags: listOf(v.string()),
  }),
};

/** Opens an image, reads and merges its layers. It stays open under its key until that is released. */
export const open = {
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
export const remember = { params: v.strictObject(image), result: v.boolean() };

export const release = { params: v.strictObject(image), result: v.null() };

/** Keeps an image that is open under one key open under another too, until that is released. */
export const hold = { params: v.strictObject({ ...image, key: ImageKey }), result: v.null() };

export const summary = { params: v.strictObject(image), result: ImageSummary };
