import * as v from 'valibot';
import { diffId, digest, text } from '../../core/image/schema.ts';

/** What engines answer, so far as it is read here: https://docs.docker.com/reference/api/engine */

const strings = v.nullish(v.array(v.string()), []);
const count = v.nullish(v.pipe(v.number(), v.safeInteger(), v.minValue(0)), 0);
/** Podman's own forms leave out the algorithm. */
const id = v.pipe(
  v.string(),
  v.transform((text) => (/^[0-9a-f]{64}$/.test(text) ? `sha256:${text}` : text)),
  digest,
);

export const Version = v.object({
  Version: v.pipe(v.string(), v.maxLength(200)),
  ApiVersion: v.pipe(v.string(), v.regex(/^\d{1,3}\.\d{1,3}$/)),
  MinAPIVersion: v.nullish(v.string(), ''),
  Components: v.nullish(v.array(v.object({ Name: v.string() })), []),
});
export type Version = v.InferOutput<typeof Version>;

/** Of what an engine tells of itself, nothing that names a host. */
export const EngineInfo = v.object({
  Driver: v.pipe(v.nullish(v.string(), ''), v.maxLength(200)),
  DriverStatus: v.nullish(v.array(v.array(v.string())), []),
});
export type EngineInfo = v.InferOutput<typeof EngineInfo>;

export const EngineImage = v.object({
  /** Digest of the config; of the manifest or the index where the engine keeps its images in containerd. */
  Id: id,
  RepoTags: strings,
  /** About the bytes of its layers. */
  Size: count,
  RootFS: v.object({ Layers: v.nullish(v.array(diffId), []) }),
  GraphDriver: v.nullish(v.object({ Name: v.nullish(v.string(), '') })),
});
export type EngineImage = v.InferOutput<typeof EngineImage>;

/** What the configuration of an image says of its build. */
export const DescribedImage = v.object({
  Os: text,
  Architecture: text,
  Variant: text,
});
export type DescribedImage = v.InferOutput<typeof DescribedImage>;

/** Newest first. */
export const ImageHistory = v.pipe(
  v.array(
    v.object({
      CreatedBy: text,
      Comment: text,
      /** Seconds since 1970. */
      Created: v.nullish(v.number(), 0),
    }),
  ),
  v.maxLength(1000),
);
export type ImageHistory = v.InferOutput<typeof ImageHistory>;

export const ListedImage = v.object({
  Id: id,
  RepoTags: strings,
  /** Seconds since 1970. */
  Created: v.number(),
  Size: count,
});
export type ListedImage = v.InferOutput<typeof ListedImage>;

export const ImageEvent = v.object({
  /** `tag`, `untag`, `pull`, `load`, `delete` … */
  Action: v.string(),
  Actor: v.object({ ID: v.string(), Attributes: v.nullish(v.record(v.string(), v.string()), {}) }),
});
export type ImageEvent = v.InferOutput<typeof ImageEvent>;

/** The newest version of the API that this program was tried with. */
const KNOWN = '1.45';

/** The version to ask in: the newest known on both sides, and none that the engine has given up. */
export function apiVersion({ ApiVersion: newest, MinAPIVersion: oldest }: Version): string {
  if (isNewer(KNOWN, newest)) return newest;
  return /^\d{1,3}\.\d{1,3}$/.test(oldest) && isNewer(oldest, KNOWN) ? oldest : KNOWN;
}

function isNewer(one: string, other: string): boolean {
  const [[major, minor], [otherMajor, otherMinor]] = [one, other].map((version) => version.split('.').map(Number));
  return major > otherMajor || (major === otherMajor && minor > otherMinor);
}
