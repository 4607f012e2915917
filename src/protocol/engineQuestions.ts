import * as v from 'valibot';
import { Count, listOf } from './primitives.ts';

/** An image that an engine has, by one of its names. */
export const EngineImageRow = v.object({
  /** What opens it: `docker://shop/web:1.2`; with its ID where it has no name. */
  reference: v.string(),
  /** Null where it has none. */
  name: v.nullable(v.string()),
  /** As a sentence calls it: `Docker 26.1.5`. */
  engine: v.string(),
  id: v.string(),
  /** Seconds since 1970. */
  created: v.number(),
  /** About the bytes of its layers. */
  size: Count,
  /** `os/architecture[/variant]`; null where nobody asked yet. */
  platform: v.nullable(v.string()),
});
export type EngineImageRow = v.InferOutput<typeof EngineImageRow>;

const Engines = {
  /** Names of engines that answered. */
  engines: listOf(v.string()),
  /** Names of engines that answered before and do not now: what they have is not known. */
  gone: listOf(v.string()),
};

/** The images of all engines that answer within some seconds, newest first. None where engines may not be asked. */
export const engineImages = {
  params: v.strictObject({}),
  result: v.object({ ...Engines, images: listOf(EngineImageRow) }),
};

const FittingImage = v.object({
  ...EngineImageRow.entries,
  /** Of so many instructions, so many are in its history as they are written. */
  same: Count,
  all: Count,
  /** Entries of its history that the Dockerfile does not account for, but for the base's. */
  others: Count,
});
export type FittingImage = v.InferOutput<typeof FittingImage>;

/** Those of engines' newest images whose history fits a Dockerfile: the best fit first, of equal ones the newest. */
export const fittingImages = {
  params: v.strictObject({
    /** Of the Dockerfile. */
    text: v.string(),
    target: v.optional(v.string()),
    buildArguments: v.optional(v.record(v.string(), v.string()), {}),
  }),
  result: v.object({
    ...Engines,
    /** How many images the engines have. */
    total: Count,
    images: listOf(FittingImage),
  }),
};

/**
 * Which image a file or a name means now: another text whenever it is another image. Null when it cannot be told, as when
 * its engine does not answer.
 */
export const identify = {
  params: v.strictObject({ path: v.string(), tag: v.optional(v.string()) }),
  result: v.nullable(v.string()),
};

/**
 * Follows the engines until it is cancelled, and tells (as progress, `null`) each time when images may have other names than
 * before. Answered at once where engines may not be asked.
 */
export const followEngines = { params: v.strictObject({}), result: v.null() };

/** Whether engines may be asked from now on. */
export const allowEngines = { params: v.strictObject({ allowed: v.boolean() }), result: v.null() };
