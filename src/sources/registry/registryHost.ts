/** Where a registry's API is, and how far it has to be trusted for it. */
export interface RegistryHost {
  /** `host[:port]` of the API. */
  readonly address: string;
  /** It may be spoken to without TLS, and its certificate need not be known: as Docker's `insecure-registries`. */
  readonly isInsecure: boolean;
}

/** Docker Hub's API has another name than its images. */
export function registryHost(domain: string, env: NodeJS.ProcessEnv): RegistryHost {
  const address = domain === 'docker.io' ? 'registry-1.docker.io' : domain;
  return { address, isInsecure: mayBeInsecure(address, env) };
}

/**
 * Nobody else listens on the way to this machine itself; of any other the user has to say so.
 *
 * @param address `host[:port]`.
 */
export function mayBeInsecure(address: string, env: NodeJS.ProcessEnv): boolean {
  const named = address.toLowerCase();
  const allowed = (env['LAYERWISE_INSECURE_REGISTRIES'] ?? '').toLowerCase().split(/[\s,]+/);
  const host = named.replace(/:\d+$/, '');
  return isLoopback(host) || allowed.includes(named) || allowed.includes(host);
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}
