import type { RequestListener } from 'node:http';
import { request } from 'node:https';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { OpenImage } from '../../../../src/core/openImage.ts';
import { readLayers } from '../../../../src/core/readLayers.ts';
import { parseProxy } from '../../../../src/sources/registry/proxy/parseProxy.ts';
import { TunnelAgent } from '../../../../src/sources/registry/proxy/tunnelAgent.ts';
import { ociFiles } from '../../../support/imageBuilder.ts';
import { answersOf, fakeRegistry, status } from '../fakeRegistry.ts';
import { failureOf, NOBODY, openFrom, patience } from '../opening.ts';
import { secureServer } from '../secureServer.ts';
import { wantTokens } from '../tokenServer.ts';
import { type ForwardProxy, forwardProxy } from './forwardProxy.ts';

const LAYERS = 10;
const layers = Array.from({ length: LAYERS }, (_, i) => ({ members: [{ name: `${i}`, content: `of layer ${i}` }] }));
const files = await ociFiles([{ layers }]);

const open: OpenImage[] = [];
afterEach(async () => {
  for (const image of open.splice(0)) await image.close();
});

/** This machine, under an address that is not known to be it: this machine itself is asked without a proxy. */
const far = (host: string): string => host.replace('127.0.0.1', '0.0.0.0');
const BOTH = ['HTTP_PROXY', 'HTTPS_PROXY'];
const FAR = { ...NOBODY, LAYERWISE_INSECURE_REGISTRIES: '0.0.0.0' };

function through(proxy: string, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  return { ...FAR, ...Object.fromEntries(BOTH.map((name) => [name, proxy])), ...more };
}

async function read(host: string, env: NodeJS.ProcessEnv, concurrency = 1): Promise<OpenImage> {
  const image = await openFrom({ host: far(host) }, { env });
  open.push(image);
  expect((await readLayers(image, { concurrency })).failures).toEqual([]);
  return image;
}

/** A registry with TLS: its address, and questions that were open at the same time, at most. */
async function secureRegistry(usual: RequestListener = answersOf(files)) {
  const seen = { most: 0, paths: [] as string[] };
  let now = 0;
  const port = await secureServer((request, response) => {
    seen.paths.push(request.url ?? '');
    seen.most = Math.max(seen.most, ++now);
    response.once('close', () => now--);
    usual(request, response);
  });
  return { host: `0.0.0.0:${port}`, seen };
}

async function allClosed(proxy: ForwardProxy): Promise<void> {
  while (proxy.open() > 0) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('an image is read through a proxy', () => {
  it('of a registry with TLS, over one tunnel, if nothing is asked at the same time', async () => {
    const proxy = await forwardProxy();
    const { host, seen } = await secureRegistry();
    const image = await read(host, through(`http://${proxy.address}`));
    // The first looks whether there is TLS.
    expect(proxy.asked).toEqual([`CONNECT ${host}`, `CONNECT ${host}`]);
    expect([seen.paths.length, proxy.made.size]).toEqual([2 + LAYERS, 2]);
    await image.close();
    await allClosed(proxy);
  });

  it('of one without TLS, over one connection', async () => {
    const proxy = await forwardProxy();
    const registry = await fakeRegistry(files);
    const image = await read(registry.host, through(proxy.address));
    const [look, manifest, ...more] = proxy.asked;
    expect([look, manifest]).toEqual([
      `CONNECT ${far(registry.host)}`,
      `GET http://${far(registry.host)}/v2/team/web/manifests/1.0`,
    ]);
    expect([more.length, proxy.made.size]).toEqual([1 + LAYERS, 2]);
    expect(new Set(registry.headers.map(({ host }) => host))).toEqual(new Set([far(registry.host)]));
    await image.close();
    await allClosed(proxy);
  });

  it('over six tunnels, if much is asked at the same time', async () => {
    const proxy = await forwardProxy();
    const { host, seen } = await secureRegistry();
    await read(host, through(proxy.address), LAYERS);
    expect([proxy.made.size <= 7, seen.most <= 6, seen.paths.length]).toEqual([true, true, 2 + LAYERS]);
  });

  it('that has TLS itself', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    onTestFinished(() => void vi.unstubAllEnvs());
    const proxy = await forwardProxy({ hasTls: true, wants: 'me:s3cret' });
    const secure = await secureRegistry();
    const plain = await fakeRegistry(files);
    const url = `https://me:s3cret@${proxy.address.replace('127.0.0.1', 'localhost')}`;
    await read(secure.host, through(url));
    await read(plain.host, through(url));
    expect([proxy.asked.length, proxy.named]).toEqual([2 + 1 + 2 + LAYERS, new Set(['localhost'])]);
  });

  it('that makes no tunnels, of a registry without TLS', async () => {
    const proxy = await forwardProxy({ refusesTunnels: 403 });
    const { host } = await fakeRegistry(files);
    await read(host, through(proxy.address));
    expect(proxy.asked).toHaveLength(1 + 2 + LAYERS);
  });

  it('that wants to know who asks', async () => {
    const proxy = await forwardProxy({ wants: 'me:s3cret@:ü' });
    const secure = await secureRegistry();
    const plain = await fakeRegistry(files);
    await read(secure.host, through(`http://me:s3cret%40%3A%C3%BC@${proxy.address}`));
    await read(plain.host, through(`http://me:s3cret%40%3A%C3%BC@${proxy.address}`));
    expect(proxy.asked).toHaveLength(2 + 1 + 2 + LAYERS);
    expect(plain.headers.flatMap((headers) => headers['proxy-authorization'] ?? [])).toEqual([]);
  });
});

describe('no proxy is asked', () => {
  it.each([
    ['for what NO_PROXY names', 'NO_PROXY', '0.0.0.0'],
    ['for the ports that no_proxy names', 'no_proxy', '0.0.0.0:PORT'],
  ])('%s', async (_, name, value) => {
    const proxy = await forwardProxy();
    const { host } = await secureRegistry();
    await read(host, through(proxy.address, { [name]: value.replace('PORT', host.replace(/^.*:/, '')) }));
    expect(proxy.asked).toEqual([]);
  });

  it('for this machine', async () => {
    const proxy = await forwardProxy();
    const { host } = await fakeRegistry(files);
    open.push(await openFrom({ host }, { env: through(proxy.address) }));
    expect(proxy.asked).toEqual([]);
  });

  it('for blobs on a server that needs none, though the registry does', async () => {
    const proxy = await forwardProxy();
    const storage = await fakeRegistry(files);
    const registry = await fakeRegistry(files);
    registry.always('/blobs/', (request, response, usual) =>
      status(307, { location: `http://${storage.host}${request.url}` })(request, response, usual),
    );
    await read(registry.host, through(proxy.address));
    expect([storage.asked.length, proxy.asked.length]).toEqual([1 + LAYERS, 1 + 2 + LAYERS]);
    expect(proxy.asked.filter((line) => line.includes(storage.host))).toEqual([]);
  });
});

it('a server for tokens has a proxy of its own, or none', async () => {
  const proxy = await forwardProxy();
  const registry = await fakeRegistry(files);
  const near = wantTokens(registry);
  await read(registry.host, through(proxy.address));
  expect([near.asked.length, proxy.asked.filter((line) => line.includes('/token'))]).toEqual([1, []]);
  const another = await fakeRegistry(files);
  wantTokens(another, `Bearer realm="http://${far(another.host)}/token"`);
  await read(another.host, through(proxy.address));
  expect(proxy.asked.filter((line) => line.includes('/token'))).toEqual([
    `GET http://${far(another.host)}/token?scope=repository%3Ateam%2Fweb%3Apull`,
  ]);
});

describe('what is wrong at the proxy', () => {
  const S = 's3cret';
  const SECRETS = [S, Buffer.from(`me:${S}`).toString('base64'), encodeURIComponent(`me:${S}`)];

  /** What is said, with the addresses by what they are of. */
  async function said(host: string, proxy: string, env: NodeJS.ProcessEnv, pauses: number[] = []) {
    const { message, advice } = await failureOf(openFrom({ host: far(host) }, { env, pauses }));
    for (const secret of SECRETS) expect(`${message} ${advice}`).not.toContain(secret);
    const inWords = (text: string): string => text.replaceAll(proxy, 'PROXY').replaceAll(far(host), 'REGISTRY');
    return { message: inWords(message).replace(/^.*?: the registry /, 'the registry '), advice: inWords(advice) };
  }
  const TLS = { ...FAR, LAYERWISE_INSECURE_REGISTRIES: '' };

  it('nobody listens', async () => {
    for (const env of [FAR, TLS]) {
      const it = await said('127.0.0.1:1', '127.0.0.2:1', { ...env, HTTPS_PROXY: `http://me:${S}@127.0.0.2:1` });
      expect(it).toEqual({
        message:
          'the registry REGISTRY is asked through the proxy PROXY, which cannot be reached: nobody listens there',
        advice: 'Check HTTPS_PROXY; a registry that can be reached without the proxy belongs into NO_PROXY.',
      });
    }
  });

  it.each([
    ['HTTPS_PROXY', '', 'wants to know who asks'],
    ['https_proxy', `me:wrong-${S}@`, 'does not take the user name and password'],
    ['ALL_PROXY', `me:wrong-${S}@`, 'does not take the user name and password'],
    ['HTTP_PROXY', '', 'wants to know who asks'],
    ['HTTP_PROXY', `me:wrong-${S}@`, 'does not take the user name and password'],
  ])('it does not know who asks: %s %s', async (name, user, words) => {
    const { address } = await forwardProxy({ wants: `me:${S}` });
    const { host } = await fakeRegistry(files);
    expect(await said(host, address, { ...FAR, [name]: `http://${user}${address}` })).toEqual({
      message: `the registry REGISTRY is asked through the proxy PROXY, which ${words} (407)`,
      advice: `Write who asks into ${name}: http://user:password@PROXY, special characters percent-encoded.`,
    });
  });

  it('it takes a wrong password for the registry’s', async () => {
    const { address } = await forwardProxy({ refusesTunnels: 401 });
    const { message } = await said('127.0.0.1:1', address, { ...FAR, HTTPS_PROXY: `me:wrong-${S}@${address}` });
    expect(message).toContain('through the proxy PROXY, which does not take the user name and password (401)');
  });

  it('it does not lead to the registry', async () => {
    const { address } = await forwardProxy();
    const pauses: number[] = [];
    expect(await said('127.0.0.1:1', address, { ...TLS, HTTPS_PROXY: address }, pauses)).toEqual({
      message: 'the registry REGISTRY is asked through the proxy PROXY, which does not lead to REGISTRY (500)',
      advice: 'Check HTTPS_PROXY; a registry that can be reached without the proxy belongs into NO_PROXY.',
    });
    expect(pauses).toEqual([500, 1000, 2000, 4000]);
  });

  it('it or the registry has a fault', async () => {
    const { address } = await forwardProxy();
    expect(await said('127.0.0.1:1', address, { ...FAR, HTTP_PROXY: address })).toEqual({
      message: 'the registry REGISTRY has a fault of its own (500), if it was not the proxy PROXY that said so',
      advice: 'Try again in a while.',
    });
  });

  it('its certificate is not trusted, whatever the registry’s may be', async () => {
    const { address } = await forwardProxy({ hasTls: true });
    const { message } = await said('127.0.0.1:1', address, { ...FAR, HTTPS_PROXY: `https://${address}` });
    expect(message).toMatch(/proxy PROXY, which has a certificate that is not trusted \([A-Z_]+\)$/);
  });

  it('what is set names none', async () => {
    for (const value of [`socks5://me:${S}@proxy.example`, `http://me:${S}@:80`, `http://me:%zz${S}@proxy.example`]) {
      expect(await said('127.0.0.1:1', 'proxy.example', { ...FAR, HTTPS_PROXY: value })).toEqual({
        message: 'the registry REGISTRY is asked through a proxy, and what HTTPS_PROXY says is none',
        advice:
          'Write http://host:port or https://host:port into HTTPS_PROXY, and special characters of a password percent-encoded.',
      });
    }
  });

  /** Takes connections and says nothing. */
  async function silentProxy(whenAsked = (): void => undefined) {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => void sockets.add(socket.on('data', whenAsked)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.close();
      for (const socket of sockets) socket.destroy();
    });
    const count = (): Promise<number> => new Promise((resolve) => server.getConnections((_, now) => resolve(now)));
    return { count, address: `127.0.0.1:${(server.address() as AddressInfo).port}` };
  }

  it.each([
    ['HTTPS_PROXY', TLS],
    ['HTTP_PROXY', FAR],
  ])('it says nothing: %s', async (name, env) => {
    const { address } = await silentProxy();
    const work = openFrom({ host: '0.0.0.0:1' }, { env: { ...env, [name]: address }, patience: patience([], 30) });
    expect((await failureOf(work)).message).toMatch(new RegExp(`the proxy ${address}, which says nothing for 0.03 s$`));
  });

  it('it says nothing, and is given up', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const { count, address } = await silentProxy(() => controller.abort(reason));
    const { signal } = controller;
    const env = { ...TLS, HTTPS_PROXY: address };
    await expect(openFrom({ host: '0.0.0.0:1' }, { env, signal, patience: patience([], 3_600_000) })).rejects.toBe(
      reason,
    );
    while ((await count()) > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  });

  it('it says nothing, and all is closed', async () => {
    let agent: TunnelAgent | null = null;
    const { count, address } = await silentProxy(() => agent?.destroy());
    agent = new TunnelAgent(parseProxy(address, 'HTTPS_PROXY'), 3_600_000, {});
    const asked = request('https://0.0.0.0:1', { agent }).end();
    await new Promise((resolve) => asked.once('error', resolve));
    while ((await count()) > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  });
});

it('a registry’s certificate counts behind a proxy too', async () => {
  const proxy = await forwardProxy();
  const { host, seen } = await secureRegistry();
  const { message } = await failureOf(
    openFrom({ host }, { env: through(proxy.address, { LAYERWISE_INSECURE_REGISTRIES: '' }) }),
  );
  expect(message).toMatch(/the registry 0\.0\.0\.0:\d+ has a certificate that is not trusted \([A-Z_]+\)$/);
  expect([proxy.asked, seen.paths]).toEqual([[`CONNECT ${host}`], []]);
});
