import { readSettings } from '../dockerConfig.ts';
import { type Surroundings, surroundings } from '../engine/surroundings.ts';
import { type AuthEntry, CredentialFile, credentialFiles } from './credentialFiles.ts';
import { askHelper } from './credentialHelper.ts';
import { entryFor, serverAddress } from './credentialKeys.ts';
import type { Credentials, FindCredentials } from './credentials.ts';
import type { ImageReference } from './imageReference.ts';

/** Looks where `docker login` and `podman login` put what they were given. The first file that has something is taken. */
export function findCredentials(env: NodeJS.ProcessEnv, here: Surroundings = surroundings(env)): FindCredentials {
  return async (reference, signal) => {
    const problems: string[] = [];
    for (const path of credentialFiles(here)) {
      const file = await readSettings(here, CredentialFile, path);
      if (file === null) continue;
      const credentials = await fromHelper(file, reference, env, signal).catch((error: unknown) => {
        signal.throwIfAborted();
        problems.push(error instanceof Error ? error.message : 'a credential helper fails');
        return null;
      });
      const found = credentials ?? fromEntry(entryFor(file.auths, reference));
      if (found !== null) return { credentials: found, problems };
    }
    return { credentials: null, problems };
  };
}

async function fromHelper(
  { credHelpers, credsStore }: CredentialFile,
  reference: ImageReference,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<Credentials | null> {
  const helper = entryFor(credHelpers, reference) ?? credsStore;
  return helper === '' ? null : askHelper(helper, serverAddress(reference), env, signal);
}

/** A token becomes a header as it is. */
const HEADER = /^[\x21-\x7e]+$/;

function fromEntry(entry: AuthEntry | null): Credentials | null {
  if (entry === null) return null;
  const { auth, username, password, identitytoken, registrytoken } = entry;
  if (HEADER.test(registrytoken)) return { kind: 'registry', token: registrytoken };
  if (identitytoken !== '') return { kind: 'identity', token: identitytoken };
  const [, user = username, secret = password] =
    /^([^:]*):(.*)$/s.exec(Buffer.from(auth, 'base64').toString('utf8')) ?? [];
  return user === '' ? null : { kind: 'password', username: user, password: secret.replace(/\0+$/, '') };
}
