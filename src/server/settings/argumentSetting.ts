import * as v from 'valibot';
import type { SettingKind } from './settingKinds.ts';

/** Numbers and flags are welcome: to a build all are text. */
export const argumentValue: SettingKind<string | number | boolean> = {
  schema: v.union([v.string(), v.number(), v.boolean()]),
  allowed: 'a text, a number, true or false',
};

export function argumentValues(
  entries: readonly (readonly [string, string | number | boolean])[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}
