import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { dockerConfigPath, readSettings } from '../dockerConfig.ts';
import { type Address, parseAddress, type TlsFiles } from './address.ts';
import type { Surroundings } from './surroundings.ts';

const Config = v.object({ currentContext: v.nullish(v.string(), '') });
const Meta = v.object({
  Endpoints: v.object({
    docker: v.object({ Host: v.nullish(v.string(), ''), SkipTLSVerify: v.nullish(v.boolean(), false) }),
  }),
});

/** What `docker context use` has set; null for none. */
export async function currentContextName(here: Surroundings): Promise<string | null> {
  const config = await readSettings(here, Config, dockerConfigPath(here, 'config.json'));
  return config === null || config.currentContext === '' ? null : config.currentContext;
}

/** Where the engine of a Docker context is. The context's files lie in directories named after a hash of its name. */
export async function contextAddress(here: Surroundings, name: string): Promise<Address> {
  const id = createHash('sha256').update(name).digest('hex');
  const meta = await readSettings(here, Meta, dockerConfigPath(here, 'contexts', 'meta', id, 'meta.json'));
  if (meta === null) return { kind: 'unusable', why: `there is no Docker context ${JSON.stringify(name)}` };
  const { Host: host, SkipTLSVerify: skipsVerify } = meta.Endpoints.docker;
  const tls = tlsFiles(here, ['contexts', 'tls', id, 'docker'], !skipsVerify);
  const hasTls = skipsVerify || (await here.readText(tls.ca)) !== null || (await here.readText(tls.cert)) !== null;
  return parseAddress(host, hasTls ? tls : null);
}

/** TLS as `DOCKER_TLS_VERIFY`, `DOCKER_TLS` and `DOCKER_CERT_PATH` want it; null for none. */
export function environmentTls(here: Surroundings): TlsFiles | null {
  const { DOCKER_TLS_VERIFY: verify, DOCKER_TLS: tls, DOCKER_CERT_PATH: directory } = here.env;
  if (!verify && !tls) return null;
  return tlsFiles(directory ? { ...here, env: { DOCKER_CONFIG: directory } } : here, [], Boolean(verify));
}

function tlsFiles(here: Surroundings, directory: readonly string[], verify: boolean): TlsFiles {
  const file = (name: string): string => dockerConfigPath(here, ...directory, name);
  return { ca: file('ca.pem'), cert: file('cert.pem'), key: file('key.pem'), verify };
}
