import type { Proxy } from './proxy.ts';
import { notAProxy } from './proxyError.ts';

/**
 * @param text `host[:port]`, or a URL, with a user or without.
 * @param setBy The name of the variable.
 * @throws ProxyError, which does not repeat the text: a password may be in it.
 */
export function parseProxy(text: string, setBy: string): Proxy {
  const href = text.includes('://') ? text : `http://${text}`;
  if (!URL.canParse(href)) throw notAProxy(setBy);
  const { protocol, hostname, port, username, password } = new URL(href);
  if (!isKnown(protocol)) throw notAProxy(setBy);
  const number = port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
  return {
    protocol,
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: number,
    address: `${hostname}:${number}`,
    authorization: username === '' && password === '' ? null : basic(username, password, setBy),
    setBy,
  };
}

function isKnown(protocol: string): protocol is Proxy['protocol'] {
  return protocol === 'http:' || protocol === 'https:';
}

function basic(username: string, password: string, setBy: string): string {
  try {
    const user = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return `Basic ${Buffer.from(user).toString('base64')}`;
  } catch {
    throw notAProxy(setBy);
  }
}
