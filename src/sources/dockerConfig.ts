import { posix, win32 } from 'node:path';
import * as v from 'valibot';
import type { Surroundings } from './engine/surroundings.ts';

/** A path in the directory where Docker's command line keeps its settings. */
export function dockerConfigPath({ env, platform }: Surroundings, ...parts: readonly string[]): string {
  const paths = platform === 'win32' ? win32 : posix;
  const home = env[platform === 'win32' ? 'USERPROFILE' : 'HOME'] ?? '';
  const chosen = env['DOCKER_CONFIG'] ?? '';
  return paths.join(chosen === '' ? paths.join(home, '.docker') : chosen, ...parts);
}

/** What a settings file says; null where there is none, or one that cannot be understood. */
export async function readSettings<const S extends v.GenericSchema>(
  here: Surroundings,
  schema: S,
  path: string,
): Promise<v.InferOutput<S> | null> {
  const text = await here.readText(path);
  if (text === null) return null;
  try {
    const result = v.safeParse(schema, JSON.parse(text));
    return result.success ? result.output : null;
  } catch {
    return null;
  }
}
