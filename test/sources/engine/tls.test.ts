import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { createServer, type TlsOptions } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { placeOf } from '../../../src/sources/imagePlace.ts';
import { openReference } from '../../../src/sources/openReference.ts';
import { temporaryDirectory } from '../../support/imageBuilder.ts';
import { fakeEngine } from './fakeEngine.ts';

const spec = { layers: [{ members: [{ name: 'a', content: 'a' }] }] };
const canMakeKeys = hasOpenssl();
if (!canMakeKeys) console.warn('SKIPPED: an engine behind TLS, for want of openssl');

function hasOpenssl(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** A folder for DOCKER_CERT_PATH: one certificate, signed by itself, is authority, server and client in one. */
async function certificates(): Promise<string> {
  const folder = await temporaryDirectory();
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const kind = '-x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=engine.test'.split(' ');
  const name = ['-addext', 'subjectAltName=IP:127.0.0.1'];
  execFileSync('openssl', ['req', ...kind, ...name, '-keyout', key, '-out', cert], { stdio: 'ignore' });
  copyFileSync(cert, join(folder, 'ca.pem'));
  return folder;
}

/** An engine behind TLS that knows clients by their certificates, as `dockerd --tlsverify`; gives its address. */
async function secureEngine(folder: string): Promise<string> {
  const { socket } = await fakeEngine(spec);
  const read = (name: string) => readFileSync(join(folder, name));
  const options: TlsOptions = { key: read('key.pem'), cert: read('cert.pem'), ca: read('ca.pem'), requestCert: true };
  const server = createServer(options, (client) => {
    const inner = connect(socket);
    client.on('error', () => inner.destroy());
    inner.on('error', () => client.destroy());
    client.pipe(inner).pipe(client);
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function open(env: NodeJS.ProcessEnv) {
  const image = await openReference(await placeOf('docker://web:1.0'), 'docker://web:1.0', {
    engines: true,
    registries: false,
    env,
    memory: null,
  });
  await image.close();
  return image.image.tags;
}

describe.runIf(canMakeKeys)('an engine behind TLS', () => {
  it('is spoken to with the keys in DOCKER_CERT_PATH', async () => {
    const known = await certificates();
    const env = { DOCKER_HOST: await secureEngine(known), DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: known };
    expect(await open(env)).toEqual(['web:1.0']);
  });

  it('whose certificate another authority signed is not spoken to', async () => {
    const [known, other] = [await certificates(), await certificates()];
    const DOCKER_HOST = await secureEngine(known);
    const failing = open({ DOCKER_HOST, DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: other });
    await expect(failing).rejects.toThrow(/no engine answers \(.*\(DOCKER_HOST\): .*certificate/);
  });

  it('turns away who has no key', async () => {
    const [known, none] = [await certificates(), await temporaryDirectory()];
    copyFileSync(join(known, 'ca.pem'), join(none, 'ca.pem'));
    const DOCKER_HOST = await secureEngine(known);
    const failing = open({ DOCKER_HOST, DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: none });
    await expect(failing).rejects.toThrow('no engine answers');
  });

  it('is not understood without TLS', async () => {
    await expect(open({ DOCKER_HOST: await secureEngine(await certificates()) })).rejects.toThrow('no engine answers');
  });
});
