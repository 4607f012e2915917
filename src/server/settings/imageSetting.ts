import * as v from 'valibot';
import type { GlobbedImage, NamedImage } from '../images/choiceContext.ts';
import type { SettingKind } from './settingKinds.ts';

const name = v.optional(v.pipe(v.string(), v.nonEmpty()));

const ImageValue = v.union([
  v.pipe(v.string(), v.nonEmpty()),
  // Strict, so that a slip of the pen is told.
  v.strictObject({
    path: v.pipe(v.string(), v.nonEmpty()),
    tag: name,
    platform: v.optional(v.pipe(v.string(), v.regex(/^[\w.-]+\/[\w.-]+(?:\/[\w.-]+)?$/))),
    target: name,
  }),
]);

type ImageValue = v.InferOutput<typeof ImageValue>;

export const namedImageValue: SettingKind<ImageValue> = {
  schema: ImageValue,
  allowed:
    'the path of an image, or an object with path and, if wanted, tag, platform (such as "linux/arm64") and target',
};

export function namedImage(value: ImageValue | null): NamedImage | null {
  if (value === null || typeof value === 'string') return value === null ? null : { path: value };
  const { path, tag, platform, target } = value;
  return {
    path,
    ...(tag === undefined ? {} : { tag }),
    ...(platform === undefined ? {} : { platform }),
    ...(target === undefined ? {} : { target }),
  };
}

export function imagesByGlob(entries: readonly (readonly [string, ImageValue])[]): readonly GlobbedImage[] {
  return entries.flatMap(([glob, value]) => {
    const image = namedImage(value);
    return image === null ? [] : [{ glob, ...image }];
  });
}
