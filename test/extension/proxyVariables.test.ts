import { expect, it } from 'vitest';
import { proxyVariables } from '../../src/extension/server/proxyVariables.ts';
import { chooseProxy } from '../../src/sources/registry/proxy/chooseProxy.ts';

const proxy = 'http://proxy.example:3128';
const noProxy = ['registry.example', '10.0.0.0/8'];
const LAYERWISE_NO_PROXY = 'registry.example,10.0.0.0/8';

it.each<[string, Partial<Record<string, unknown>>, Record<string, string>, Record<string, string>]>([
  ['none is set', { proxy: '' }, {}, {}],
  ['what is set is no text', { proxy: 7 }, {}, {}],
  ['one is set', { proxy }, {}, { LAYERWISE_PROXY: proxy }],
  ['with exceptions', { proxy, noProxy }, {}, { LAYERWISE_PROXY: proxy, LAYERWISE_NO_PROXY }],
  ['exceptions alone', { noProxy }, {}, {}],
  [
    'exceptions that are no texts',
    { proxy, noProxy: [7, 'a.example'] },
    {},
    { LAYERWISE_PROXY: proxy, LAYERWISE_NO_PROXY: 'a.example' },
  ],
  ['proxies are not wanted', { proxy, proxySupport: 'off' }, {}, {}],
  ['the environment has one', { proxy, noProxy }, { https_proxy: 'http://other.example' }, {}],
  ['the environment has an empty one', { proxy }, { HTTPS_PROXY: ' ' }, { LAYERWISE_PROXY: proxy }],
])('what VS Code hands on: %s', (_, settings, env, expected) => {
  expect(proxyVariables({ proxy: undefined, noProxy: undefined, proxySupport: 'override', ...settings }, env)).toEqual(
    expected,
  );
});

it('counts for registries', () => {
  const proxyFor = chooseProxy(proxyVariables({ proxy, noProxy, proxySupport: 'on' }, {}));
  const hosts = ['https://other.example', 'http://other.example:5000', 'https://a.registry.example', 'http://10.1.2.3'];
  expect(hosts.map((host) => proxyFor(new URL(host))?.address ?? null)).toEqual([
    'proxy.example:3128',
    'proxy.example:3128',
    null,
    null,
  ]);
});
