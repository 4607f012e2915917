import * as v from 'valibot';

/** What a setting may be. */
export interface SettingKind<T> {
  readonly schema: v.GenericSchema<unknown, T>;
  /** In words, after “must be”. */
  readonly allowed: string;
}

export const flag: SettingKind<boolean> = { schema: v.boolean(), allowed: 'true or false' };

export const text: SettingKind<string> = { schema: v.pipe(v.string(), v.nonEmpty()), allowed: 'a text' };

export const bytes: SettingKind<number> = {
  schema: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER)),
  allowed: 'a number of bytes, 0 or more',
};

export const share: SettingKind<number> = {
  schema: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  allowed: 'a share from 0 to 1, such as 0.01',
};

export const severity: SettingKind<'information' | 'warning'> = {
  schema: v.picklist(['information', 'warning']),
  allowed: '"information" or "warning"',
};

export type RuleSeverity = 'information' | 'off' | 'warning';

export const ruleSeverity: SettingKind<RuleSeverity> = {
  schema: v.picklist(['information', 'off', 'warning']),
  allowed: '"warning", "information" or "off"',
};

export const readerCount: SettingKind<number> = {
  schema: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(64)),
  allowed: 'a number of threads from 0 to 64',
};

export const texts: SettingKind<string[]> = {
  schema: v.pipe(v.array(v.string()), v.maxLength(1000)),
  allowed: 'a list of texts',
};

export const builder: SettingKind<'docker' | 'podman' | 'buildah'> = {
  schema: v.picklist(['docker', 'podman', 'buildah']),
  allowed: '"docker", "podman" or "buildah"',
};
