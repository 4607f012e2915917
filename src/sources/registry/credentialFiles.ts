import { posix, win32 } from 'node:path';
import * as v from 'valibot';
import { dockerConfigPath } from '../dockerConfig.ts';
import type { Surroundings } from '../engine/surroundings.ts';

/** Null, as Go writes what is absent. */
const text = v.nullish(v.string(), '');
const texts = v.nullish(v.record(v.string(), v.string()), {});

const Entry = v.object({ auth: text, username: text, password: text, identitytoken: text, registrytoken: text });
export type AuthEntry = v.InferOutput<typeof Entry>;

/**
 * Docker's `config.json` and the `auth.json` of Podman, Skopeo and Buildah.
 * https://github.com/containers/image/blob/main/docs/containers-auth.json.5.md
 */
export const CredentialFile = v.object({
  auths: v.nullish(v.record(v.string(), Entry), {}),
  credsStore: text,
  credHelpers: texts,
});
export type CredentialFile = v.InferOutput<typeof CredentialFile>;

/** Where such files may be, in the order in which they are asked: what the user names goes first. */
export function credentialFiles(here: Surroundings): readonly string[] {
  const { env, platform } = here;
  const paths = platform === 'win32' ? win32 : posix;
  const home = env[platform === 'win32' ? 'USERPROFILE' : 'HOME'];
  const below = (directory: string | undefined, ...parts: string[]): string[] =>
    directory ? [paths.join(directory, ...parts, 'containers', 'auth.json')] : [];
  const { REGISTRY_AUTH_FILE: named, XDG_RUNTIME_DIR: runtime, XDG_CONFIG_HOME: config } = env;
  return [
    ...(named ? [named] : []),
    dockerConfigPath(here, 'config.json'),
    ...below(runtime),
    ...(config ? below(config) : below(home, '.config')),
  ];
}
