import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { addressText, parseAddress } from '../../../src/sources/engine/address.ts';
import { endpoints } from '../../../src/sources/engine/endpoints.ts';
import type { EngineKind } from '../../../src/sources/engine/knownSockets.ts';
import type { Surroundings } from '../../../src/sources/engine/surroundings.ts';

interface Fake {
  readonly env?: Surroundings['env'];
  readonly files?: Readonly<Record<string, unknown>>;
  readonly platform?: NodeJS.Platform;
}

async function found({ env = {}, files = {}, platform = 'linux' }: Fake, engine: EngineKind | null = null) {
  const readText = (path: string) => Promise.resolve(path in files ? JSON.stringify(files[path]) : null);
  const all = await endpoints({ env, platform, readText }, engine);
  return all.map(({ address, reason }) => `${addressText(address)} ${reason}`);
}

function contextFile(name: string, file = 'meta/ID/meta.json', config = '/home/me/.docker'): string {
  return `${config}/contexts/${file.replace('ID', createHash('sha256').update(name).digest('hex'))}`;
}

const meta = (Host: string) => ({ Name: 'any', Endpoints: { docker: { Host, SkipTLSVerify: false } } });
const HOME = '/home/me';

describe('what is set in the environment is the only place', () => {
  it.each<[string, Surroundings['env'], string[]]>([
    ['DOCKER_HOST', { DOCKER_HOST: 'unix:///d.sock' }, ['unix:///d.sock DOCKER_HOST']],
    ['it before DOCKER_CONTEXT', { DOCKER_HOST: 'tcp://h', DOCKER_CONTEXT: 'c' }, ['tcp://h:2375 DOCKER_HOST']],
    ['DOCKER_CONTEXT', { HOME, DOCKER_CONTEXT: 'far' }, ['ssh://me@far DOCKER_CONTEXT far']],
    ['a context that is not there', { HOME, DOCKER_CONTEXT: 'no' }, ['nowhere DOCKER_CONTEXT no']],
    ['CONTAINER_HOST', { CONTAINER_HOST: 'unix:///p.sock' }, ['unix:///p.sock CONTAINER_HOST']],
    [
      'both',
      { DOCKER_HOST: 'unix:///d.sock', CONTAINER_HOST: 'unix:///p.sock' },
      ['unix:///d.sock DOCKER_HOST', 'unix:///p.sock CONTAINER_HOST'],
    ],
    ['nonsense', { DOCKER_HOST: 'what' }, ['nowhere DOCKER_HOST']],
  ])('%s', async (_, env, expected) => {
    expect(await found({ env, files: { [contextFile('far')]: meta('ssh://me@far') } })).toEqual(expected);
  });

  it('for that engine only', async () => {
    const env = { DOCKER_HOST: 'unix:///d.sock' };
    expect(await found({ env }, 'podman')).toEqual(['unix:///run/podman/podman.sock Podman']);
  });
});

describe('without, the current context comes before known places', () => {
  const files = {
    '/home/me/.docker/config.json': { currentContext: 'colima' },
    [contextFile('colima')]: meta('unix:///home/me/.colima/default/docker.sock'),
  };

  it('and no place twice', async () => {
    const places = await found({ env: { HOME }, files });
    expect(places[0]).toBe('unix:///home/me/.colima/default/docker.sock the current context colima');
    expect(places.filter((place) => place.includes('colima'))).toHaveLength(1);
  });

  it('unless DOCKER_CONTEXT is the default', async () => {
    expect((await found({ env: { HOME, DOCKER_CONTEXT: 'default' }, files }))[0]).toBe(
      'unix:///var/run/docker.sock the default',
    );
  });

  it('also where DOCKER_CONFIG is', async () => {
    const moved = { '/c/config.json': { currentContext: 'x' }, [contextFile('x', undefined, '/c')]: meta('tcp://x:1') };
    expect((await found({ env: { HOME, DOCKER_CONFIG: '/c' }, files: moved }))[0]).toBe(
      'tcp://x:1 the current context x',
    );
  });

  it.each([[{}], ['text'], [{ currentContext: 7 }], [null]])('%j in config.json is none', async (config) => {
    const places = await found({ env: { HOME }, files: { '/home/me/.docker/config.json': config } });
    expect(places[0]).toBe('unix:///var/run/docker.sock the default');
  });
});

describe('known places', () => {
  it('are of this user', async () => {
    const places = await found({ env: { HOME, XDG_RUNTIME_DIR: '/run/user/7/' } });
    expect(places.map((place) => place.split(' ')[0])).toEqual([
      'unix:///var/run/docker.sock',
      'unix:///run/user/7/docker.sock',
      'unix:///home/me/.docker/run/docker.sock',
      'unix:///home/me/.docker/desktop/docker.sock',
      'unix:///home/me/.colima/default/docker.sock',
      'unix:///home/me/.rd/docker.sock',
      'unix:///home/me/.orbstack/run/docker.sock',
      'unix:///run/user/7/podman/podman.sock',
      'unix:///run/podman/podman.sock',
      'unix:///home/me/.local/share/containers/podman/machine/podman.sock',
      'unix:///home/me/.local/share/containers/podman/machine/qemu/podman.sock',
    ]);
  });

  it('are pipes on Windows', async () => {
    expect(await found({ platform: 'win32' }, 'docker')).toEqual([
      'npipe:////./pipe/docker_engine the default',
      'npipe:////./pipe/dockerDesktopLinuxEngine Docker Desktop',
    ]);
  });
});

describe('TLS', () => {
  const of = async (fake: Fake) => {
    const { env = {}, files = {}, platform = 'linux' } = fake;
    const readText = (path: string) => Promise.resolve(path in files ? 'PEM' : null);
    const [{ address }] = await endpoints(
      {
        env,
        platform,
        readText: async (path) => (path.endsWith('.pem') ? readText(path) : JSON.stringify(files[path] ?? null)),
      },
      'docker',
    );
    return address;
  };

  it('by DOCKER_TLS_VERIFY, from DOCKER_CERT_PATH', async () => {
    const env = { DOCKER_HOST: 'tcp://h', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/certs' };
    expect(await of({ env })).toEqual({
      kind: 'tcp',
      host: 'h',
      port: 2376,
      tls: { ca: '/certs/ca.pem', cert: '/certs/cert.pem', key: '/certs/key.pem', verify: true },
    });
  });

  it('by the files of a context', async () => {
    const ca = contextFile('c', 'tls/ID/docker/ca.pem');
    const files = { [contextFile('c')]: meta('tcp://h:9'), [ca]: '' };
    expect(await of({ env: { HOME, DOCKER_CONTEXT: 'c' }, files })).toMatchObject({
      port: 9,
      tls: { ca, verify: true },
    });
  });

  it('not without', async () => {
    expect(await of({ env: { DOCKER_HOST: 'tcp://h:1' } })).toMatchObject({ tls: null });
  });
});

it.each([
  ['ssh://-oProxyCommand=x', 'nowhere'],
  ['ssh://me:secret@host', 'nowhere'],
  ['ssh://host/a;reboot', 'nowhere'],
  ['ssh://me@host:22/run/podman.sock', 'ssh://me@host:22/run/podman.sock'],
  ['tcp://[::1]:5', 'tcp://[::1]:5'],
  ['http://h', 'tcp://h:2375'],
  ['https://h', 'tcp://h:2376'],
  ['npipe:////./pipe/docker_engine', 'npipe:////./pipe/docker_engine'],
  ['unix://', 'nowhere'],
  ['fd://', 'nowhere'],
  ['', 'nowhere'],
])('%j is %s', (text, expected) => {
  expect(addressText(parseAddress(text, null))).toBe(expected);
});
