import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

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

export const ofNobody = { key, cert };

/** Gives its port. */
export async function secureServer(answer: RequestListener): Promise<number> {
  const server = createServer(ofNobody, answer);
  // Whoever asks has to close them.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}
