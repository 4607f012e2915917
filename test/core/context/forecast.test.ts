import { describe, expect, it } from 'vitest';
import { concernsOf, secretNames } from '../../../src/core/context/concerns.ts';
import { copyInstructions } from '../../../src/core/context/copyInstruction.ts';
import { forecastCopies } from '../../../src/core/context/forecast.ts';
import { concernEntry, concernText, forecastFigures } from '../../../src/core/context/forecastText.ts';
import { wantedPaths } from '../../../src/core/context/wantedPaths.ts';
import { parseDockerfile } from '../../../src/core/dockerfile/parseDockerfile.ts';
import { destinations, listed } from './inMemory.ts';

const copiesOf = (lines: string, buildArgs = {}) =>
  copyInstructions(parseDockerfile(`FROM debian\n${lines}\n`), buildArgs);

describe('what a line takes from the context', () => {
  it.each([
    ['COPY a b /x/', ['path', 'path']],
    ['ADD https://example.com/a.tar.gz /x/', ['url']],
    ['ADD https://github.com/moby/buildkit.git#v0.10.1 /x', ['git']],
    ['ADD git@github.com:moby/buildkit.git /x', ['git']],
    ['ADD git://example.com/r.git /x', ['git']],
    ['COPY $unknown /x', ['unknown']],
    ['ARG known=a\nCOPY $known /x', ['path']],
    ['COPY <<EOF /x\ntext\nEOF', ['inline']],
    ['COPY a <<EOF /x/\ntext\nEOF', ['path', 'inline']],
  ])('%s', (lines, kinds) => {
    expect(copiesOf(lines).flatMap(({ sources }) => sources.map(({ kind }) => kind))).toEqual(kinds);
  });

  it.each(['COPY --from=build /a /b', 'COPY --from=0 a b', 'ONBUILD COPY a b', 'RUN cp a b', 'COPY a'])(
    'nothing: %s',
    (line) => {
      expect(copiesOf(line)).toEqual([]);
    },
  );

  it('an argument has the value that the build gives', () => {
    const [{ sources }] = copiesOf('ARG name=a\nCOPY $name /x', { name: 'b' });
    expect(sources).toEqual([{ word: '$name', kind: 'path', path: 'b', pattern: null }]);
  });
});

describe('where it comes to lie', () => {
  it.each([
    ['COPY a /etc', ['/etc'], 'no base image has made it'],
    ['WORKDIR /w\nCOPY a x/', ['/w/x/a'], ''],
    ['COPY d /x\nCOPY a /x', ['/x/a', '/x/f'], ''],
    ['COPY d /x/y\nCOPY a /x', ['/x/a', '/x/y/f'], ''],
    ['COPY a $nowhere/', ['?/a'], ''],
  ])('%s', (lines, wanted) => {
    expect(destinations(lines, ['a', 'd/f'])).toEqual(wanted);
  });
});

describe('what had better stay out', () => {
  const concerns = (line: string, paths: readonly string[], bytes = 1): readonly string[] =>
    forecastCopies(copiesOf(line), { entries: listed(paths, bytes) }, { largeFileBytes: 100 }).flatMap((forecast) =>
      forecast.concerns.map((concern) => `${concern.kind} ${concern.path} ${concern.files}`),
    );

  it.each([
    ['COPY . /', ['.git/config', '.git/objects/a', 'x'], ['git .git 2']],
    [
      'COPY . /',
      ['a/node_modules/p/node_modules/q.js', 'node_modules/r.js'],
      ['modules node_modules 1', 'modules a/node_modules 1'],
    ],
    ['COPY . /', ['.env', '.env.example', 'keys/id_rsa', 'keys/id_rsa.pub'], ['secret .env 1', 'secret keys/id_rsa 1']],
    ['COPY . /', ['node_modules/p/test/server.key'], ['modules node_modules 1']],
    ['COPY .git /git', ['.git/config'], []],
    ['COPY node_modules /n', ['node_modules/a.js'], []],
    ['COPY .env /', ['.env'], ['secret .env 1']],
    ['COPY . /', ['.git'], []],
  ])('%s of %j', (line, paths, wanted) => {
    expect(concerns(line, paths).toSorted()).toEqual([...wanted].toSorted());
  });

  it('a large file, unless the line names it', () => {
    expect(concerns('COPY . /', ['d/big'], 100)).toEqual(['large d/big 1']);
    expect(concerns('COPY d /', ['d/big'], 100)).toEqual(['large d/big 1']);
    expect(concerns('COPY d/big /', ['d/big'], 100)).toEqual([]);
    expect(concerns('COPY . /', ['d/big'], 99)).toEqual([]);
  });

  it('is told with the entry that leaves it out', () => {
    const told = [
      { kind: 'modules', path: 'web/node_modules', files: 2, bytes: 5 },
      { kind: 'secret', path: 'conf/[x].env', files: 1, bytes: 5, what: 'environment file' },
    ] as const;
    expect(told.map(concernText)).toEqual([
      'web/node_modules goes along, with installed packages: 2 files, 5 B',
      'conf/[x].env goes along, by its name an environment file',
    ]);
    expect(told.map(concernEntry)).toEqual(['**/node_modules', 'conf/\\[x\\].env']);
    expect(concernsOf(copiesOf('COPY a /')[0], [], { largeFileBytes: 1 })).toEqual([]);
  });
});

it.each([
  ['.env', 'environment file'],
  ['a/.env.production', 'environment file'],
  ['.env.sample', null],
  ['environment.ts', null],
  ['id_ed25519', 'private key'],
  ['id_ed25519.pub', null],
  ['tls/server.key', 'private key'],
  ['tls/ca.pem', null],
  ['tls/server-key.pem', 'private key'],
  ['app.keystore', 'key store'],
  ['.npmrc', 'package registry token'],
  ['home/.aws/credentials', 'cloud credentials'],
  ['gcp-credentials.json', 'cloud credentials'],
  ['.docker/config.json', 'registry login'],
  ['config.json', null],
  ['secrets.yaml', 'secrets'],
  ['src/secrets.ts', null],
  ['infra/prod.tfstate', 'infrastructure state'],
  ['monkey', null],
  ['deploy/.ssh/deploy_key', 'private key'],
  ['deploy/.ssh/known_hosts', null],
  ['deploy/.ssh/id_rsa.pub', null],
  ['keys/.gnupg/private-keys-v1.d/AB.key', 'GnuPG keys'],
  ['keys/.gnupg/secring.gpg', 'GnuPG keys'],
  ['keys/.gnupg/pubring.kbx', null],
  ['ios/AuthKey.p8', 'private key'],
  ['passwords.kdbx', 'key store'],
  ['conf/truststore.jks', null],
  ['android/debug.keystore', null],
  ['ci/deploy.token', 'token'],
  ['charts/app/templates/secret.yaml', null],
  ['.env.local.example', null],
  ['prod.tfvars', 'infrastructure variables'],
  ['home/.bash_history', 'shell history'],
  ['testdata/server.key', null],
  ['.pyenv/versions/3.12.1/lib/python3.12/test/certdata/ssl_key.pem', null],
  ['tests/.env', 'environment file'],
  ['root/.config/go/telemetry/local/upload.token', null],
])('%s is %s', (path, kind) => {
  expect(secretNames()(path, 1)).toBe(kind);
});

it('an empty file holds no secret, nor does a large one a key', () => {
  const secretOf = secretNames();
  expect(['.env', 'tls/server.key'].map((path) => secretOf(path, 0))).toEqual([null, null]);
  expect([secretOf('talk.key', 64_001), secretOf('.env', 64_001)]).toEqual([null, 'environment file']);
});

it('files of one folder and of its folders are told apart in any order', () => {
  const secretOf = secretNames();
  const paths = ['.ssh/a', '.ssh/x/a', '.ssh/b', 'a', 'node_modules/p/.env', '.env', 'x/.ssh/a', 'x/.env'];
  expect(paths.filter((path) => secretOf(path, 1) !== null)).toEqual([
    '.ssh/a',
    '.ssh/b',
    '.env',
    'x/.ssh/a',
    'x/.env',
  ]);
});

it('counts what is not of the context beside it', () => {
  const lines = 'ADD a https://example.com/x https://example.com/r.git /x/\nCOPY <<EOF /y\nEOF\nCOPY none /z';
  const forecasts = forecastCopies(copiesOf(lines), { entries: listed(['a']) });
  expect(forecasts.map(forecastFigures)).toEqual([
    ['1 file', '1 B', '1 download', '1 repository'],
    ['1 file written here'],
    ['nothing'],
  ]);
});

it('a source of which all has come already is not missing', () => {
  const [forecast] = forecastCopies(copiesOf('COPY --parents a/b a/* /x/'), { entries: listed(['a/b']) });
  expect(forecast).toMatchObject({ files: 1, sources: [{ isMissing: false }, { isMissing: false }] });
});

it('a file with two names counts once', () => {
  const entries = listed(['a', 'b']).map((entry) => ({ ...entry, inode: '1 2' }));
  expect(forecastCopies(copiesOf('COPY . /'), { entries })).toMatchObject([{ files: 2, bytes: 1 }]);
});

it('only what lines may need is looked at', () => {
  const isWanted = wantedPaths(copiesOf('COPY package*.json src/lib ./\nCOPY --parents docs/**/*.md /d/'), [
    'links/to',
  ]);
  const paths = [
    'package.json',
    'package-lock.json',
    'src',
    'src/lib',
    'src/lib/x/y',
    'docs/a/b',
    'links',
    'links/to/x',
  ];
  expect(paths.filter((path) => !isWanted(path))).toEqual([]);
  expect(['node_modules', 'src/other', 'links/else', 'x/package.json'].filter(isWanted)).toEqual([]);
});
