import { readSettings } from '../../sources/dockerConfig.ts';
import type { Surroundings } from '../../sources/engine/surroundings.ts';
import { CredentialFile, credentialFiles } from '../../sources/registry/credentialFiles.ts';
import type { CredentialsFound } from './diagnosis.ts';
import { discreetPath } from './discreet.ts';

/** How many registries a file knows, and which programs keep the passwords; nothing of what is kept. */
export async function findCredentialFiles(here: Surroundings): Promise<readonly CredentialsFound[]> {
  return Promise.all(credentialFiles(here).map((path) => lookInto(path, here)));
}

async function lookInto(path: string, here: Surroundings): Promise<CredentialsFound> {
  const shown = discreetPath(path, here);
  if ((await here.readText(path)) === null) return { path: shown, isThere: false, registries: 0, helpers: [] };
  const file = await readSettings(here, CredentialFile, path);
  if (file === null) return { path: shown, isThere: true, registries: null, helpers: [] };
  const { auths, credHelpers, credsStore } = file;
  const registries = new Set([...Object.keys(auths), ...Object.keys(credHelpers)]).size;
  const helpers = [...new Set([credsStore, ...Object.values(credHelpers)])]
    .filter((name) => name !== '')
    .map(helperName);
  return { path: shown, isThere: true, registries, helpers: [...new Set(helpers)].sort() };
}

/** https://github.com/docker/docker-credential-helpers and its relatives: whoever calls one otherwise may have meant it for himself. */
const KNOWN = new Set([
  ...[
    'acr-env',
    'acr-linux',
    'acr-login',
    'desktop',
    'desktop.exe',
    'dev-containers',
    'ecr-login',
    'env',
    'gcloud',
    'gcr',
  ],
  ...['ghcr-login', 'magic', 'osxkeychain', 'pass', 'secretservice', 'sops', 'wincred', 'wincred.exe'],
]);

function helperName(name: string): string {
  return KNOWN.has(name) ? name : 'another';
}
