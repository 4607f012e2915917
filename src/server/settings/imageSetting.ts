import * as v from 'valibot';
import { hasScheme } from '../../core/words/pathOrReference.ts';
import type { GlobbedImage, NamedImage } from '../images/choiceContext.ts';
import type { SettingKind } from './settingKinds.ts';

const text = v.pipe(v.string(), v.nonEmpty());
const name = v.optional(text);
const absent = v.optional(v.undefined());
const details = {
  tag: name,
  platform: v.optional(v.pipe(v.string(), v.regex(/^[\w.-]+\/[\w.-]+(?:\/[\w.-]+)?$/))),
  target: name,
};

const ImageValue = v.union([
  text,
  // Strict, so that a slip of the pen is told.
  v.strictObject({ path: text, reference: absent, ...details }),
  v.strictObject({ path: absent, reference: text, ...details }),
]);

type ImageValue = v.InferOutput<typeof ImageValue>;

export const namedImageValue: SettingKind<ImageValue> = {
  schema: ImageValue,
  allowed:
    'the path of an image, a reference such as "docker://web:1.0", or an object with path or reference and, if wanted, tag, platform (such as "linux/arm64") and target',
};

export function namedImage(value: ImageValue | null): NamedImage | null {
  if (value === null) return null;
  if (typeof value === 'string') return hasScheme(value) ? { reference: value } : { path: value };
  const { tag, platform, target } = value;
  return {
    ...(value.path === undefined ? { reference: value.reference } : { path: value.path }),
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
