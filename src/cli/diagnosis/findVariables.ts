import { parseAddress } from '../../sources/engine/address.ts';
import { environmentTls } from '../../sources/engine/dockerContext.ts';
import type { Surroundings } from '../../sources/engine/surroundings.ts';
import type { VariableFound } from './diagnosis.ts';
import { discreetAddress } from './discreet.ts';

const ADDRESSES = ['DOCKER_HOST', 'CONTAINER_HOST'];

/** All that changes what Layerwise does. */
const VARIABLES = [
  ...ADDRESSES,
  ...['DOCKER_CONTEXT', 'DOCKER_CONFIG', 'DOCKER_TLS_VERIFY', 'DOCKER_TLS', 'DOCKER_CERT_PATH', 'DOCKER_BUILDKIT'],
  ...['BUILDX_BUILDER', 'REGISTRY_AUTH_FILE', 'XDG_CACHE_HOME', 'XDG_CONFIG_HOME', 'XDG_RUNTIME_DIR'],
  ...['LAYERWISE_CACHE_DIR', 'LAYERWISE_CACHE_SIZE', 'LAYERWISE_INSECURE_REGISTRIES'],
  ...['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'],
  ...['LAYERWISE_PROXY', 'LAYERWISE_NO_PROXY'],
  ...['NODE_EXTRA_CA_CERTS', 'NODE_OPTIONS', 'NO_COLOR', 'FORCE_COLOR', 'COLUMNS'],
];

/** Which are set; of their values only the kinds of addresses. */
export function findVariables(here: Surroundings): readonly VariableFound[] {
  return VARIABLES.flatMap((name) => {
    const value = here.env[name];
    if (value === undefined || value === '') return [];
    const tls = name === 'DOCKER_HOST' ? environmentTls(here) : null;
    return [{ name, address: ADDRESSES.includes(name) ? discreetAddress(parseAddress(value, tls), here) : null }];
  });
}
