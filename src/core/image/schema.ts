import * as v from 'valibot';
import { isDiffId, isDigest } from './digest.ts';
import type { Descriptor, DiffId, Digest, Platform } from './types.ts';

/** More of anything in one document is refused; an engine mounts at most some hundred layers. */
const MOST = 10_000;

export const digest = v.custom<Digest>(isDigest, 'a digest has the form sha256:<64 hex digits> or sha512:<128>');
export const diffId = v.custom<DiffId>(isDiffId, 'a diffID has the form sha256:<64 hex digits> or sha512:<128>');
export const size = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** Go writes an absent list or map as `null`. */
export const text = v.nullish(v.string(), '');
export function list<const S extends v.GenericSchema>(item: S): v.GenericSchema<unknown, v.InferOutput<S>[]> {
  return v.pipe(v.nullish(v.array(item), []), v.maxLength(MOST, `more than ${MOST} items`));
}
export const textMap = v.nullish(v.record(v.string(), v.string()));

export const platform = v.pipe(
  v.object({ os: text, architecture: text, variant: text }),
  v.transform(({ os, architecture, variant }): Platform | null =>
    os === '' && architecture === '' ? null : { os, architecture, ...(variant === '' ? {} : { variant }) },
  ),
);

/** A descriptor, with the addresses that a foreign layer can be had from. */
export interface DescriptorWithUrls extends Descriptor {
  readonly urls: readonly string[];
}

/** https://github.com/opencontainers/image-spec/blob/main/descriptor.md */
export const descriptor = v.pipe(
  v.object({
    mediaType: text,
    digest,
    size,
    annotations: textMap,
    platform: v.nullish(platform),
    artifactType: text,
    urls: list(v.string()),
  }),
  v.transform(
    (raw): DescriptorWithUrls => ({
      mediaType: raw.mediaType,
      digest: raw.digest,
      size: raw.size,
      urls: raw.urls,
      ...(raw.annotations ? { annotations: raw.annotations } : {}),
      ...(raw.platform ? { platform: raw.platform } : {}),
      ...(raw.artifactType === '' ? {} : { artifactType: raw.artifactType }),
    }),
  ),
);
