import { describe, expect, it } from 'vitest';
import { type FoundAt, fixed } from './fixed.ts';

const APT = ['var/lib/apt/lists', 'var/cache/apt'];

const left = (kind: string, ...places: string[]): FoundAt => ({
  rule: 'package-manager-cache',
  kind,
  written: 2,
  places,
});
/** Without mounts. */
const cleaned = (run: string, found: FoundAt, ...more: string[]) =>
  fixed(['FROM x', `RUN ${run}`, ...more].join('\n'), found, { buildKit: false }).map(([title, text]) => [
    title.replace(/ in line 2 \(saves 100 kB\)$/, ''),
    text
      .split('\n')
      .slice(1, -more.length || undefined)
      .join('\n'),
  ]);

describe('a cache is cleared where it was filled', () => {
  it.each<[string, FoundAt, string, string]>([
    ['apt-get update', left('apt', APT[0]), 'Clear apt’s cache', 'apt-get update && rm -rf /var/lib/apt/lists/*'],
    [
      'apt-get update && apt-get install -y b',
      left('apt', ...APT),
      'Clear apt’s cache',
      'apt-get update && apt-get install -y b && apt-get clean && rm -rf /var/lib/apt/lists/*',
    ],
    [
      'set -e; apt-get update; \\\n  apt-get install b',
      left('apt', APT[1]),
      'Clear apt’s cache',
      'set -e; apt-get update; \\\n  apt-get install b && \\\n  apt-get clean',
    ],
    ['apk add b', left('apk', 'var/cache/apk'), 'Use --no-cache', 'apk add --no-cache b'],
    [
      'apk -q add b || \\\n # or\n apk -U upgrade; c',
      left('apk', 'var/cache/apk'),
      'Use --no-cache',
      'apk -q add --no-cache b || \\\n # or\n apk -U upgrade --no-cache; c',
    ],
    ['sudo apk add b', left('apk', 'var/cache/apk'), 'Use --no-cache', 'sudo apk add --no-cache b'],
    [
      'microdnf install b',
      left('dnf', 'var/cache/dnf'),
      'Clear dnf’s cache',
      'microdnf install b && microdnf clean all',
    ],
    ['yum -y install b', left('dnf', 'var/cache/yum'), 'Clear dnf’s cache', 'yum -y install b && yum clean all'],
    [
      'zypper -n in b',
      left('zypper', 'var/cache/zypp'),
      'Clear zypper’s cache',
      'zypper -n in b && zypper clean --all',
    ],
    [
      'python3 -m pip install b && pip3 install c',
      left('pip', 'root/.cache/pip'),
      'Use --no-cache-dir',
      'python3 -m pip install --no-cache-dir b && pip3 install --no-cache-dir c',
    ],
    ['npm ci', left('npm', 'root/.npm/_cacache'), 'Clear npm’s cache', 'npm ci && npm cache clean --force'],
    ['yarn', left('yarn', 'usr/local/share/.cache/yarn'), 'Clear yarn’s cache', 'yarn && yarn cache clean'],
    [
      'composer install',
      left('composer', 'root/.composer/cache'),
      'Clear composer’s cache',
      'composer install && composer clear-cache',
    ],
    [
      'go build',
      left('go', 'root/.cache/go-build', 'go/pkg/mod'),
      'Clear go’s cache',
      'go build && go clean -cache -modcache',
    ],
    [
      'mvn package',
      left('maven', 'root/.m2/repository'),
      'Clear maven’s cache',
      'mvn package && rm -rf /root/.m2/repository',
    ],
  ])('%s', (run, found, title, after) => {
    expect(cleaned(run, found)).toEqual([[title, `RUN ${after}`]]);
  });
});

describe('a cache is left alone', () => {
  it.each<[string, string, FoundAt, string[]]>([
    ['a later RUN installs by the lists', 'apt-get update', left('apt', APT[0]), ['RUN apt-get install b']],
    [
      'a later RUN may, which cannot be read',
      'apt-get update',
      left('apt', APT[0]),
      ['RUN ["apt-get", "install", "b"]'],
    ],
    ['a later stage does', 'apt-get update', left('apt', APT[0]), ['FROM x AS y', 'RUN apt-get install b']],
    ['a later RUN does without the network', 'npm ci', left('npm', 'root/.npm/_cacache'), ['RUN npm ci --offline']],
    ['a later RUN builds with it', 'go mod download', left('go', 'go/pkg/mod'), ['RUN go build']],
    ['a script filled it', './install', left('apt', APT[0]), []],
    ['it is in some other place', 'npm ci', left('npm', 'root/.npm/_npx'), []],
    [
      'there may be more places',
      'mvn x',
      left('maven', ...Array.from('12345678', (n) => `home/${n}/.m2/repository`)),
      [],
    ],
    ['a path is for a shell to read', 'mvn x', left('maven', 'home/a b/.m2/repository'), []],
    ['another user filled it', 'sudo apt-get update', left('apt', APT[0]), []],
    ['the RUN ends before', 'apt-get update; exec b', left('apt', APT[0]), []],
    ['the index is fetched for itself', 'apk update && apk add b', left('apk', 'var/cache/apk'), []],
    ['what is done is worked out', 'apk $DO b', left('apk', 'var/cache/apk'), []],
    ['its files are those that were installed', 'pnpm i', left('pnpm', 'root/.local/share/pnpm/store'), []],
  ])('when %s', (_, run, found, more) => {
    const lines = (more.at(0) ?? '').startsWith('FROM') ? ['FROM x AS x', `RUN ${run}`] : ['FROM x', `RUN ${run}`];
    expect(fixed([...lines, ...more].join('\n'), found, { buildKit: false })).toEqual([]);
  });

  it('but a later RUN that updates again does not want it', () => {
    expect(cleaned('apt-get update', left('apt', APT[0]), 'RUN apt-get update && apt-get install b')).toHaveLength(1);
  });
});

describe('a cache mount', () => {
  const mounted = (text: string, found: FoundAt, buildKit = true) =>
    fixed(text, found, { buildKit }).filter(([title]) => title.includes('cache mount'));

  it('stands before the command', () => {
    expect(mounted('FROM x\nRUN pip install b', left('pip', 'root/.cache/pip'))).toEqual([
      [
        'Keep pip’s cache in a cache mount in line 2 (saves 100 kB)',
        'FROM x\nRUN --mount=type=cache,target=/root/.cache/pip \\\n    pip install b',
      ],
    ]);
  });

  it('stands for each place, and keeps two builds apart', () => {
    const [[, text]] = mounted('FROM x\r\nRUN --network=host apt-get update\r\n', left('apt', ...APT));
    expect(text.split('\r\n')).toEqual([
      'FROM x',
      'RUN --mount=type=cache,target=/var/lib/apt/lists,sharing=locked \\',
      '    --mount=type=cache,target=/var/cache/apt,sharing=locked \\',
      '    --network=host apt-get update',
      '',
    ]);
  });

  it('is for BuildKit, for root, and where none is yet', () => {
    expect(mounted('FROM x\nRUN pip install b', left('pip', 'root/.cache/pip'), false)).toEqual([]);
    expect(mounted('FROM x\nRUN pip install b', left('pip', 'home/me/.cache/pip'))).toEqual([]);
    expect(
      mounted('FROM x\nRUN --mount=type=cache,target=/root pip install b', left('pip', 'root/.cache/pip')),
    ).toEqual([]);
    expect(mounted('FROM x\nRUN apt-get update\nRUN apt-get install b', left('apt', APT[0]))).toEqual([]);
  });
});
