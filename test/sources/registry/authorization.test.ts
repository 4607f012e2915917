import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { OpenImage } from '../../../src/core/openImage.ts';
import { readLayers } from '../../../src/core/readLayers.ts';
import { entryFor, serverAddress } from '../../../src/sources/registry/credentialKeys.ts';
import { ociFiles, temporaryDirectory } from '../../support/imageBuilder.ts';
import { type FakeRegistry, fakeRegistry, status } from './fakeRegistry.ts';
import { failureOf, NOBODY, openFrom } from './opening.ts';
import { wantPassword, wantTokens } from './tokenServer.ts';

const files = await ociFiles([
  { layers: [{ members: [{ name: 'a', content: 'first' }] }, { members: [{ name: 'b', content: 'second' }] }] },
]);
const SECRET = 'pa:ss wörd';
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const entry = { auth: base64(`user:${SECRET}`) };

const open: OpenImage[] = [];
afterEach(async () => {
  for (const image of open.splice(0)) await image.close();
});
async function read(registry: FakeRegistry, env: NodeJS.ProcessEnv = NOBODY, pauses: number[] = []) {
  const image = await openFrom(registry, { env, pauses });
  open.push(image);
  return readLayers(image);
}

/** A home directory with these files; those that are texts are programs in its `bin`. */
async function home(settings: Readonly<Record<string, object | string>>): Promise<NodeJS.ProcessEnv> {
  const directory = await temporaryDirectory();
  for (const [name, content] of Object.entries(settings)) {
    const path = join(directory, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
    if (typeof content === 'string') await chmod(path, 0o755);
  }
  return { ...NOBODY, HOME: directory, USERPROFILE: directory, PATH: `${directory}/bin` };
}

/** A credential helper that notes what it was asked and says this. */
function helper(said: string, code = 0): string {
  return `#!${process.execPath}
let asked = '';
process.stdin.on('data', (text) => (asked += text)).on('end', () => {
  require('node:fs').writeFileSync(__filename + '.asked', process.argv.slice(2).concat(asked).join(' '));
  process.stdout.write(${JSON.stringify(said)});
  process.exitCode = ${code};
});
`;
}

describe('a registry that wants tokens', () => {
  it('gets one for all questions, without a password where none is known', async () => {
    const registry = await fakeRegistry(files);
    const tokens = wantTokens(registry);
    expect((await read(registry)).failures).toEqual([]);
    expect(tokens.asked).toEqual([
      { form: { service: 'the, "service"', scope: 'repository:team/web:pull' }, authorization: undefined },
    ]);
  });

  it('is asked for the repository where it does not say the scope, and takes an access_token', async () => {
    const registry = await fakeRegistry(files);
    registry.always('/token', (_, response) => response.end(JSON.stringify({ token: null, access_token: 'other' })));
    wantTokens(registry, `bearer Realm=http://${registry.host}/token`).good.add('other');
    await read(registry);
    expect(registry.asked.filter((path) => path.includes('/token'))).toEqual([
      'GET /token?scope=repository%3Ateam%2Fweb%3Apull',
    ]);
  });

  it('gets another when it does not take the one it had', async () => {
    const registry = await fakeRegistry(files);
    const tokens = wantTokens(registry);
    const image = await openFrom(registry, { env: NOBODY });
    open.push(image);
    tokens.good.clear();
    expect((await readLayers(image)).failures).toEqual([]);
    // Two layers at once are turned away, and get one together.
    expect(tokens.asked).toHaveLength(2);
  });

  it('gets no other for who is turned away late with the old one', async () => {
    const registry = await fakeRegistry(files);
    const tokens = wantTokens(registry);
    const image = await openFrom(registry, { env: NOBODY });
    open.push(image);
    const [first, second] = image.image.layers.map(({ digest }) => digest);
    const asked = (digest: string) => registry.asked.filter((line) => line.includes(digest)).length;
    tokens.good.clear();
    registry.next(second, (_, response) => {
      void (async () => {
        while (asked(first) < 2) await new Promise((resolve) => setTimeout(resolve, 5));
        response.writeHead(401, { 'www-authenticate': `Bearer realm="http://${registry.host}/token"` }).end();
      })();
    });
    expect((await readLayers(image)).failures).toEqual([]);
    expect(tokens.asked).toHaveLength(2);
  });

  it('is shown the password at its server for tokens only', async () => {
    const registry = await fakeRegistry(files);
    const tokens = wantTokens(registry);
    await read(registry, await home({ '.docker/config.json': { auths: { [registry.host]: entry } } }));
    expect(tokens.asked.map(({ authorization }) => authorization)).toEqual([`Basic ${base64(`user:${SECRET}`)}`]);
    const shown = registry.headers.map(({ authorization }) => authorization);
    expect(shown.filter((text) => text?.startsWith('Basic'))).toHaveLength(1);
  });

  it('takes an identity token', async () => {
    const registry = await fakeRegistry(files);
    const tokens = wantTokens(registry);
    const identity = { auth: base64('user:'), identitytoken: 'my-identity' };
    await read(registry, await home({ '.docker/config.json': { auths: { [registry.host]: identity } } }));
    expect(tokens.asked).toMatchObject([
      { form: { grant_type: 'refresh_token', refresh_token: 'my-identity', client_id: 'layerwise' } },
    ]);
    expect(registry.asked.filter((line) => line.startsWith('POST'))).toEqual(['POST /token']);
  });

  it('takes a token that is kept for it', async () => {
    const registry = await fakeRegistry(files);
    const tokens = wantTokens(registry);
    tokens.good.add('kept');
    await read(
      registry,
      await home({ '.docker/config.json': { auths: { [registry.host]: { registrytoken: 'kept' } } } }),
    );
    expect(tokens.asked).toEqual([]);
  });

  it.each<[string, (registry: FakeRegistry) => void, RegExp]>([
    [
      'that it takes no token',
      (registry) => reply(registry, 200, '{"token":"bad"}'),
      /no user name and password are known for it \(401\)/,
    ],
    [
      'that its server for tokens turns the user away',
      (registry) => reply(registry, 401),
      /no user name and password are known for it \(401\)/,
    ],
    [
      'that its server for tokens forbids it',
      (registry) => reply(registry, 403),
      /says that its server for tokens, 127.0.0.1:\d+, does not allow it \(403\)/,
    ],
    ['that it gives none', (registry) => reply(registry, 200, '{}'), /has a server for tokens that gives none/],
    ['that it gives no JSON', (registry) => reply(registry, 200, '<html>'), /has a server for tokens that gives none/],
    [
      'that it gives no header',
      (registry) => reply(registry, 200, '{"token":"a\\r\\nb"}'),
      /has a server for tokens that gives none/,
    ],
    [
      'that it gives far too much',
      (registry) => reply(registry, 200, ' '.repeat(2 ** 21)),
      /has a server for tokens that gives none/,
    ],
    [
      'that it does not say where',
      (registry) => void wantTokens(registry, 'Bearer service=x'),
      /does not say where tokens are to be had/,
    ],
    [
      'that it is far away and without TLS',
      (registry) => void wantTokens(registry, 'Bearer realm="http://token.example/x"'),
      /wants tokens to be fetched from token.example without TLS/,
    ],
    [
      'that it wants something else',
      (registry) => void wantTokens(registry, 'Negotiate'),
      /in a way that is not known here \(401\)/,
    ],
    ['that it says nothing', (registry) => void wantTokens(registry, ''), /in a way that is not known here \(401\)/],
  ])('says %s', async (_, prepare, expected) => {
    const registry = await fakeRegistry(files);
    prepare(registry);
    const pauses: number[] = [];
    expect((await failureOf(read(registry, NOBODY, pauses))).message).toMatch(expected);
    expect(pauses).toEqual([]);
  });

  it('waits for its server for tokens', async () => {
    const registry = await fakeRegistry(files);
    registry.next('/token', status(503), status(500));
    wantTokens(registry);
    const pauses: number[] = [];
    await read(registry, NOBODY, pauses);
    expect(pauses).toEqual([500, 1000]);
  });

  function reply(registry: FakeRegistry, code: number, body = ''): void {
    registry.always('/token', (_, response) => response.writeHead(code).end(body));
    wantTokens(registry);
  }
});

describe('a registry that wants a password', () => {
  const config = (registry: FakeRegistry, more: object = entry) => ({ auths: { [registry.host]: more } });

  it.each<[string, (registry: FakeRegistry) => Promise<NodeJS.ProcessEnv>]>([
    ['Docker’s config.json', (registry) => home({ '.docker/config.json': config(registry) })],
    [
      'an old address in it',
      (registry) => home({ '.docker/config.json': { auths: { [`http://${registry.host}/v1/`]: entry } } }),
    ],
    [
      'its user name and password',
      (registry) => home({ '.docker/config.json': config(registry, { username: 'user', password: SECRET }) }),
    ],
    [
      'its place by DOCKER_CONFIG',
      async (registry) => {
        const env = await home({ 'elsewhere/config.json': config(registry) });
        return { ...env, DOCKER_CONFIG: join(env['HOME'] ?? '', 'elsewhere') };
      },
    ],
    ['auth.json', (registry) => home({ '.config/containers/auth.json': config(registry) })],
    [
      'auth.json by XDG_CONFIG_HOME',
      async (registry) => {
        const env = await home({ 'xdg/containers/auth.json': config(registry) });
        return { ...env, XDG_CONFIG_HOME: join(env['HOME'] ?? '', 'xdg') };
      },
    ],
    [
      'auth.json of this session',
      async (registry) => {
        const env = await home({ 'run/containers/auth.json': config(registry) });
        return { ...env, XDG_RUNTIME_DIR: join(env['HOME'] ?? '', 'run') };
      },
    ],
    [
      'REGISTRY_AUTH_FILE before all others',
      async (registry) => {
        const env = await home({
          'mine.json': config(registry),
          '.docker/config.json': config(registry, { auth: base64('other:x') }),
        });
        return { ...env, REGISTRY_AUTH_FILE: join(env['HOME'] ?? '', 'mine.json') };
      },
    ],
    [
      'the entry of its repository',
      (registry) =>
        home({
          '.config/containers/auth.json': {
            auths: {
              [registry.host]: { auth: base64('other:x') },
              [`${registry.host}/team`]: entry,
              [`${registry.host}/team/other`]: { auth: base64('other:x') },
            },
          },
        }),
    ],
    [
      'the second file, where the first is broken',
      (registry) => home({ '.docker/config.json': { auths: 1 }, '.config/containers/auth.json': config(registry) }),
    ],
    [
      'the store of the system',
      (registry) =>
        home({
          '.docker/config.json': { credsStore: 'test' },
          'bin/docker-credential-test': helper(
            JSON.stringify({ ServerURL: registry.host, Username: 'user', Secret: SECRET }),
          ),
        }),
    ],
    [
      'the helper for this registry',
      (registry) =>
        home({
          '.docker/config.json': { credsStore: 'none', credHelpers: { [registry.host]: 'test' } },
          'bin/docker-credential-test': helper(JSON.stringify({ Username: 'user', Secret: SECRET })),
        }),
    ],
    [
      'the file, where the store has nothing',
      (registry) =>
        home({
          '.docker/config.json': { ...config(registry), credsStore: 'test' },
          'bin/docker-credential-test': helper('credentials not found in native keychain\n', 1),
        }),
    ],
  ])('gets it from %s', async (_, prepare) => {
    const registry = await fakeRegistry(files);
    registry.always('/v2/', wantPassword('user', SECRET));
    expect((await read(registry, await prepare(registry))).failures).toEqual([]);
    // Turned away once.
    expect(registry.asked).toHaveLength(5);
  });

  it.each<[string, Readonly<Record<string, object | string>>, string]>([
    ['that none is known', {}, 'no user name and password are known for it (401)'],
    [
      'that it is wrong',
      { '.docker/config.json': { auths: { HOST: { auth: base64('user:wrong') } } } },
      'it does not take the known ones (401)',
    ],
    [
      'that it is not readable',
      { '.docker/config.json': { auths: { HOST: { auth: '%%%' } } } },
      'no user name and password are known for it (401)',
    ],
    [
      'that the helper is not there',
      { '.docker/config.json': { credsStore: 'gone' } },
      'docker-credential-gone is not installed (401)',
    ],
    [
      'that the helper is a path',
      { '.docker/config.json': { credsStore: '../../bin/sh' } },
      '"../../bin/sh" is not the name of a credential helper (401)',
    ],
    [
      'that the helper fails',
      {
        '.docker/config.json': { credsStore: 'test' },
        'bin/docker-credential-test': helper(`cannot unlock ${SECRET}`, 3),
      },
      'docker-credential-test ended with code 3 (401)',
    ],
    [
      'that the helper babbles',
      { '.docker/config.json': { credsStore: 'test' }, 'bin/docker-credential-test': helper(SECRET) },
      'docker-credential-test says something else than a user name and a password (401)',
    ],
    [
      'that the helper never ends',
      { '.docker/config.json': { credsStore: 'test' }, 'bin/docker-credential-test': helper('x'.repeat(100_000)) },
      'docker-credential-test cannot be run (401)',
    ],
  ])('says %s', async (_, settings, expected) => {
    const registry = await fakeRegistry(files);
    registry.always('/v2/', wantPassword('user', SECRET));
    const text = JSON.stringify(settings).replaceAll('HOST', registry.host);
    const env = await home(JSON.parse(text) as typeof settings);
    const { message, advice } = await failureOf(read(registry, env));
    expect(message).toMatch(
      /^Cannot open 127\.0\.0\.1:\d+\/team\/web:1\.0: the registry 127\.0\.0\.1:\d+ wants to know who asks, and /,
    );
    expect(message).toContain(expected);
    expect(advice).toContain(`Log in with \`docker login ${registry.host}\``);
    expect(message + advice).not.toContain(SECRET);
  });

  it('has Docker Hub under the name that it always had', () => {
    const hub = { domain: 'docker.io', repository: 'library/web', tag: null, digest: null };
    expect(serverAddress(hub)).toBe('https://index.docker.io/v1/');
    for (const key of [
      'https://index.docker.io/v1/',
      'index.docker.io',
      'docker.io',
      'docker.io/library/web',
      'registry-1.docker.io',
    ]) {
      expect([key, entryFor({ other: 1, [key]: 2 }, hub)]).toEqual([key, 2]);
    }
    expect(entryFor({ 'docker.io/other': 1, 'https://quay.example/v1/': 1 }, hub)).toBeNull();
  });
});

it('who the user is, is told to nobody else', async () => {
  const registry = await fakeRegistry(files);
  const storage = await fakeRegistry(files);
  registry.always('/v2/team/web/blobs/', (request, response, usual) => {
    wantPassword('user', SECRET)(request, response, () => {
      if (request.url?.includes(storage.host)) usual();
      else response.writeHead(307, { location: `http://${storage.host}${request.url ?? ''}?signature=secret` }).end();
    });
  });
  registry.always('/v2/', wantPassword('user', SECRET));
  storage.always('/v2/', (request, _, usual) => {
    request.url = request.url?.split('?').at(0) ?? '';
    usual();
  });
  const env = await home({ '.docker/config.json': { auths: { [registry.host]: entry, [storage.host]: entry } } });
  expect((await read(registry, env)).failures).toEqual([]);
  expect(storage.headers.length).toBeGreaterThan(2);
  expect(storage.headers.map(({ authorization }) => authorization).filter((shown) => shown !== undefined)).toEqual([]);
});

it('who is somewhere else wants to know it in vain', async () => {
  const registry = await fakeRegistry(files);
  const storage = await fakeRegistry(files);
  storage.always('/v2/', wantPassword('user', SECRET));
  registry.always('/v2/team/web/blobs/', (request, answer) => {
    answer.writeHead(307, { location: `http://${storage.host}${request.url ?? ''}` }).end();
  });
  const env = await home({ '.docker/config.json': { auths: { [registry.host]: entry, [storage.host]: entry } } });
  expect((await failureOf(read(registry, env))).message).toMatch(/ wants to know who asks \(401\)$/);
  expect(storage.headers.map(({ authorization }) => authorization)).toEqual([undefined]);
});
