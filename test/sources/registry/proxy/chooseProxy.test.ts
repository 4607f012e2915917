import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chooseProxy } from '../../../../src/sources/registry/proxy/chooseProxy.ts';

interface Verdict {
  readonly env: Readonly<Record<string, string>>;
  /** By the address that is asked; empty for none. */
  readonly proxies: Readonly<Record<string, string>>;
}

const verdicts = JSON.parse(
  readFileSync(new URL('../../../fixtures/proxies/cases.verdict.json', import.meta.url), 'utf8'),
) as readonly Verdict[];

function chosen(env: Readonly<Record<string, string>>, address: string): string {
  const proxy = chooseProxy(env)(new URL(address));
  if (proxy === null) return 'none';
  const { protocol, address: at, authorization } = proxy;
  return [`${protocol}//${at}`, ...(authorization === null ? [] : [authorization])].join(' ');
}

/** What Go says, in the same words. */
function inOurWords(proxy: string): string {
  if (proxy === '') return 'none';
  const { protocol, hostname, port, username, password } = new URL(proxy);
  const user = Buffer.from(`${username}:${decodeURIComponent(password)}`).toString('base64');
  const at = `${protocol}//${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`;
  return username === '' ? at : `${at} Basic ${user}`;
}

describe('a proxy is the one that Go’s clients take', () => {
  it.each(verdicts.map(({ env, proxies }) => [JSON.stringify(env), env, proxies] as const))('%s', (_, env, proxies) => {
    const asked = Object.keys(proxies);
    expect(asked.map((url) => [url, chosen(env, url)])).toEqual(asked.map((url) => [url, inOurWords(proxies[url])]));
  });
});

it.each<[Record<string, string>, string]>([
  [{ ALL_PROXY: 'all.example' }, 'http://all.example:80'],
  [{ all_proxy: 'https://all.example' }, 'https://all.example:443'],
  [{ ALL_PROXY: 'all.example', http_proxy: 'one.example' }, 'http://one.example:80'],
  [{ ALL_PROXY: 'all.example', NO_PROXY: 'registry.example' }, 'none'],
  // Docker does not look at it.
  [{ ALL_PROXY: 'socks5://all.example' }, 'none'],
  [{ ALL_PROXY: 'socks5://all.example', LAYERWISE_PROXY: 'editor.example' }, 'http://editor.example:80'],
  [{ LAYERWISE_PROXY: 'editor.example', NO_PROXY: 'registry.example' }, 'none'],
  [
    { LAYERWISE_PROXY: 'editor.example', NO_PROXY: 'registry.example', LAYERWISE_NO_PROXY: 'a.b' },
    'http://editor.example:80',
  ],
])('where Go has none: %j', (env, expected) => {
  expect(chosen(env, 'http://registry.example:5000')).toBe(expected);
});
