import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import type { OpenImage } from '../../../src/core/openImage.ts';
import { readLayers } from '../../../src/core/readLayers.ts';
import { ociFiles } from '../../support/imageBuilder.ts';
import { answersOf, fakeRegistry } from './fakeRegistry.ts';
import { failureOf, NOBODY, openFrom } from './opening.ts';

/** Of nobody, signed by itself, for a hundred years: `openssl req -x509 -newkey ec -subj /CN=registry.test`. */
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgvawKzh6L7O7drJDM
0YzD/Y3VMJhrXhg+58lQtW6WyqmhRANCAAQC5wsvRlTb5lJqAQwGJlfk2yuw5LPY
sNtlAPgzoPMgjVae9bT7fADnLLfQg0O6PmT34boct5HOgILgx4uAyfrU
-----END PRIVATE KEY-----`;
const cert = `-----BEGIN CERTIFICATE-----
MIIBhjCCAS2gAwIBAgIUdqfbLyQsKr2h017LagzXX58SCBAwCgYIKoZIzj0EAwIw
GDEWMBQGA1UEAwwNcmVnaXN0cnkudGVzdDAgFw0yNjExMjUxOTM1MzVaGA8yMTI2
MTEwMTE5MzUzNVowGDEWMBQGA1UEAwwNcmVnaXN0cnkudGVzdDBZMBMGByqGSM49
AgEGCCqGSM49AwEHA0IABALnCy9GVNvmUmoBDAYmV+TbK7Dks9iw22UA+DOg8yCN
Vp71tPt8AOcst9CDQ7o+ZPfhuhy3kc6AguDHi4DJ+tSjUzBRMB0GA1UdDgQWBBSt
WxUM20x8J2abbfzAt5dsZ1tqLjAfBgNVHSMEGDAWgBStWxUM20x8J2abbfzAt5ds
Z1tqLjAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0cAMEQCIBaUJpzrL94h
BlAB9Plx84o3gv4s82Mf9Eh0XpPs0RMyAiAeSJYc1eLt3geE2NDExJEIEeFGtICm
EwIsr1TxYXysnw==
-----END CERTIFICATE-----`;

const files = await ociFiles([{ layers: [{ members: [{ name: 'a', content: 'first' }] }] }]);

const open: OpenImage[] = [];
afterEach(async () => {
  for (const image of open.splice(0)) await image.close();
});

/** Gives its port. */
async function secureServer(answer: RequestListener): Promise<number> {
  const server = createServer({ key, cert }, answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

describe('a registry with a certificate that nobody knows', () => {
  it('on this machine is spoken to', async () => {
    const image = await openFrom({ host: `127.0.0.1:${await secureServer(answersOf(files))}` });
    open.push(image);
    expect((await readLayers(image)).failures).toEqual([]);
  });

  it('far away is not, unless it may be', async () => {
    const host = `0.0.0.0:${await secureServer(answersOf(files))}`;
    expect((await failureOf(openFrom({ host }))).message).toMatch(/has a certificate that is not trusted \([A-Z_]+\)$/);
    open.push(await openFrom({ host }, { env: { ...NOBODY, LAYERWISE_INSECURE_REGISTRIES: host } }));
  });
});

it('who was asked with TLS does not lead away from it', async () => {
  const storage = await fakeRegistry(files);
  const usual = answersOf(files);
  const port = await secureServer((request, response) => {
    if (!request.url?.includes('/blobs/')) usual(request, response);
    else response.writeHead(307, { location: `http://${storage.host}${request.url}` }).end();
  });
  const { message } = await failureOf(openFrom({ host: `127.0.0.1:${port}` }));
  expect(message).toContain(`redirects to ${storage.host} without TLS`);
  expect(storage.asked).toEqual([]);
});

it('a registry that needs TLS is not asked without it', async () => {
  const asked: string[] = [];
  const port = await secureServer((request, response) => {
    asked.push(request.url ?? '');
    answersOf(files)(request, response);
  });
  open.push(await openFrom({ host: `localhost:${port}` }));
  expect(asked).toHaveLength(2);
});
