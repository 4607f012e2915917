import { isThisMachine, noProxy, type Server } from './noProxy.ts';
import { parseProxy } from './parseProxy.ts';
import type { Proxy } from './proxy.ts';

/**
 * The proxy through which a server is asked; null for none. For the same proxy it is the same object.
 *
 * @throws ProxyError when what is set for it is no proxy.
 */
export type ChooseProxy = (url: URL) => Proxy | null;

interface Setting {
  /** Of a variable of the environment. */
  readonly name: string;
  readonly value: string;
}

/** As Go's clients do, Docker and Podman among them; where they have none by `ALL_PROXY`, then by what an editor hands on. */
export function chooseProxy(env: NodeJS.ProcessEnv): ChooseProxy {
  const settings = { 'http:': settingFor('HTTP_PROXY', env), 'https:': settingFor('HTTPS_PROXY', env) };
  const isExcepted = noProxy(firstOf(NO_PROXY, env)?.value ?? '');
  const proxies = new Map<string, Proxy>();

  function proxyAt({ name, value }: Setting): Proxy {
    const proxy = proxies.get(name) ?? parseProxy(value, name);
    proxies.set(name, proxy);
    return proxy;
  }

  return (url) => {
    const setting = settings[url.protocol === 'http:' ? 'http:' : 'https:'];
    if (setting === null) return null;
    const server = serverOf(url);
    return isThisMachine(server) || isExcepted(server) ? null : proxyAt(setting);
  };
}

const NO_PROXY = ['LAYERWISE_NO_PROXY', 'NO_PROXY', 'no_proxy'];

function settingFor(name: 'HTTP_PROXY' | 'HTTPS_PROXY', env: NodeJS.ProcessEnv): Setting | null {
  const found = firstOf([name, name.toLowerCase()], env);
  if (found !== null) return found;
  const all = firstOf(['ALL_PROXY', 'all_proxy'], env);
  // Go knows no ALL_PROXY. Where it names something for other programs, what works with Docker has to work here.
  if (all !== null && !/^(?!https?:)[a-z][a-z\d+.-]*:\/\//i.test(all.value)) return all;
  return firstOf(['LAYERWISE_PROXY'], env);
}

function firstOf(names: readonly string[], env: NodeJS.ProcessEnv): Setting | null {
  for (const name of names) {
    const value = env[name]?.trim() ?? '';
    if (value !== '') return { name, value };
  }
  return null;
}

function serverOf({ protocol, hostname, port }: URL): Server {
  return { host: hostname.replace(/^\[(.*)\]$/, '$1'), port: port || (protocol === 'http:' ? '80' : '443') };
}
