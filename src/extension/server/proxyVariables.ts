/** VS Code's settings `http.proxy`, `http.noProxy` and `http.proxySupport`, as a user or a machine has set them. */
export interface ProxySettings {
  readonly proxy: unknown;
  readonly noProxy: unknown;
  readonly proxySupport: unknown;
}

/**
 * Hands VS Code's proxy on to our own processes, as variables for registries alone: builders would carry `HTTPS_PROXY` into the
 * containers that they build in. What the environment says itself counts before.
 */
export function proxyVariables(
  { proxy, noProxy, proxySupport }: ProxySettings,
  env: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  if (typeof proxy !== 'string' || proxy.trim() === '' || proxySupport === 'off') return {};
  if (PROXIES.some((name) => isSet(env[name]) || isSet(env[name.toLowerCase()]))) return {};
  const exceptions = Array.isArray(noProxy) ? noProxy.filter((entry) => typeof entry === 'string').join(',') : '';
  return { LAYERWISE_PROXY: proxy.trim(), ...(exceptions === '' ? {} : { LAYERWISE_NO_PROXY: exceptions }) };
}

const PROXIES = ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY'];

function isSet(value: string | undefined): boolean {
  return value !== undefined && value.trim() !== '';
}
