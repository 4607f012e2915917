import { describe, expect, it } from 'vitest';
import { composeImages } from '../../../src/server/images/compose.ts';
import { contextOf } from './choosing.ts';

interface Case {
  readonly compose: string;
  readonly dockerfile?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly more?: Readonly<Record<string, string>>;
}

/** What compose files say of `/work/app/Dockerfile`: the tags they want, with what builds them. */
async function wanted({ compose, dockerfile = '/work/app/Dockerfile', environment = {}, more = {} }: Case) {
  const context = contextOf({ tree: { '/work/compose.yaml': compose, ...more }, environment });
  const found = await composeImages(dockerfile, context);
  return found.wanted.map(({ tag, reason }) => `${tag ?? ''} (${reason.text})`);
}

async function problems(compose: string, more: Readonly<Record<string, string>> = {}) {
  const context = contextOf({ tree: { '/work/compose.yaml': compose, ...more } });
  return (await composeImages('/work/app/Dockerfile', context)).problems.map(({ message }) => message);
}

const service = (build: string, rest = '') =>
  `services:\n  web:\n    image: shop/web:1.2\n    build: ${build}\n${rest}`;
const own = ['shop/web:1.2 (service web of compose.yaml)'];

describe('what is built of which Dockerfile', () => {
  it.each([
    ['a context', service('app'), '/work/app/Dockerfile', true],
    ['a context with dots', service('./app/../app/'), '/work/app/Dockerfile', true],
    ['an absolute context', service('/work/app'), '/work/app/Dockerfile', true],
    ['the own folder', service('.'), '/work/Dockerfile', true],
    ['another Dockerfile of the folder', service('app'), '/work/app/Dockerfile.web', false],
    ['the long form', service('{ context: app }'), '/work/app/Dockerfile', true],
    ['no context', service('{ dockerfile: app/Dockerfile }'), '/work/app/Dockerfile', true],
    [
      'a Dockerfile of the context',
      service('{ context: app, dockerfile: docker/web.Dockerfile }'),
      '/work/app/docker/web.Dockerfile',
      true,
    ],
    [
      'a Dockerfile out of the context',
      service('{ context: app, dockerfile: ../Dockerfile.web }'),
      '/work/Dockerfile.web',
      true,
    ],
    [
      'an absolute Dockerfile',
      service('{ context: app, dockerfile: /work/Containerfile }'),
      '/work/Containerfile',
      true,
    ],
    [
      'an inline Dockerfile',
      service('{ context: app, dockerfile_inline: FROM scratch }'),
      '/work/app/Dockerfile',
      false,
    ],
    ['a context that is elsewhere', service('https://example.com/shop.git'), '/work/Dockerfile', false],
    ['a context of Git', service('git@example.com:shop.git'), '/work/Dockerfile', false],
    ['a context of GitHub', service('github.com/shop/web'), '/work/github.com/shop/web/Dockerfile', false],
    ['no build', 'services: { web: { image: a } }', '/work/Dockerfile', false],
    ['an empty service', 'services: { web: }', '/work/Dockerfile', false],
    ['services that are a list', 'services: [web]', '/work/Dockerfile', false],
    ['no services', 'volumes: {}', '/work/Dockerfile', false],
    ['an empty file', '', '/work/Dockerfile', false],
  ])('%s', async (_, compose, dockerfile, fits) => {
    expect(await wanted({ compose, dockerfile })).toEqual(fits ? own : []);
  });
});

it('has contexts at home', async () => {
  const context = contextOf({ tree: { '/work/compose.yaml': service('~/app') }, home: '/work' });
  expect((await composeImages('/work/app/Dockerfile', context)).wanted).toHaveLength(1);
});

describe('names of images', () => {
  it.each([
    ['image', 'image: a/b:1\n    build: app', 'a/b:1'],
    ['tags of the build', 'build: { context: app, tags: ["a:1", "a:2"] }', 'a:1'],
    ['the project’s, by its folder', 'build: app', 'work-web'],
    ['a default', 'image: "a:${TAG:-1.2}"\n    build: app', 'a:1.2'],
    ['a variable of .env', 'image: "a:${FROM_FILE}"\n    build: app', 'a:file'],
    ['the environment before .env', 'image: "a:$BOTH"\n    build: app', 'a:outer'],
    ['an unset prefix', 'image: "${REGISTRY}a:1"\n    build: app', 'a:1'],
    ['a context of a variable', 'image: a\n    build: "${FOLDER-app}"', 'a'],
    ['a number', 'image: a\n    build: { context: app, target: 1 }', 'a'],
  ])('%s', async (_, web, expected) => {
    const more = { '/work/.env': '# names\nFROM_FILE=file # the tag\nexport BOTH="inner"\n' };
    const compose = `services:\n  web:\n    ${web}\n`;
    expect(await wanted({ compose, more, environment: { BOTH: 'outer' } })).toEqual([
      `${expected} (service web of compose.yaml)`,
    ]);
  });

  it('are the project’s where it says its name', async () => {
    expect(await wanted({ compose: 'name: My.Shop!\nservices: { Web: { build: app } }' })).toEqual([
      'myshop-web (service Web of compose.yaml)',
    ]);
  });

  it('are told when variables leave none', async () => {
    expect(await problems(service('app').replace('1.2', '"${NOBODY}"').replace('shop/web:"', '"shop/web:'))).toEqual([
      'The service web of compose.yaml calls its image "shop/web:", which is no name of an image. Set the variables it has ' +
        'in .env, or give them defaults.',
    ]);
  });
});

it('takes over stage, platform and arguments', async () => {
  const compose = `
services:
  web:
    image: w
    platform: linux/arm64
    build: { context: app, target: prod, args: { A: 1, B: "\${X:-y}", C: , D: } }
  list:
    image: l
    build: { context: app, platforms: [linux/amd64], args: [A=1=2, C, D] }
  both:
    image: b
    build: { context: app, platforms: [linux/amd64, linux/arm64], args: { __proto__: p } }
`;
  const archives = { '/work/w.tar': { modified: 3 }, '/work/l.tar': { modified: 2 }, '/work/b.tar': { modified: 1 } };
  const tags = { '/work/w.tar': ['w:latest'], '/work/l.tar': ['l'], '/work/b.tar': ['docker.io/library/b'] };
  const context = contextOf({ tree: { '/work/compose.yaml': compose, ...archives }, tags, environment: { C: 'c' } });
  const { candidates } = await composeImages('/work/app/Dockerfile', context);
  const reason = (text: string) => ({ kind: 'compose', text: `called ${text} of compose.yaml` });
  expect(candidates).toEqual([
    {
      path: '/work/w.tar',
      tag: 'w',
      platform: 'linux/arm64',
      target: 'prod',
      buildArgs: { A: '1', B: 'y', C: 'c' },
      reason: reason('w by service web'),
    },
    {
      path: '/work/l.tar',
      tag: 'l',
      platform: 'linux/amd64',
      buildArgs: { A: '1=2', C: 'c' },
      reason: reason('l by service list'),
    },
    {
      path: '/work/b.tar',
      tag: 'b',
      buildArgs: Object.fromEntries([['__proto__', 'p']]),
      reason: reason('b by service both'),
    },
  ]);
});

describe('files', () => {
  const named = (tag: string) => `services: { web: { build: /work/app, image: "${tag}" } }`;

  it('are looked for from the Dockerfile up to the workspace folder', async () => {
    const more = { '/work/app/compose.yml': named('inner'), '/compose.yaml': named('outside') };
    expect(await wanted({ compose: named('outer'), more })).toEqual([
      'inner (service web of app/compose.yml)',
      'outer (service web of compose.yaml)',
    ]);
  });

  it('outside of any workspace folder are those beside the Dockerfile', async () => {
    const context = contextOf({ tree: { '/a/b/compose.yaml': named('x'), '/a/compose.yaml': named('y') } });
    const { wanted: found } = await composeImages('/a/b/Dockerfile', context);
    expect(found).toEqual([]);
    expect(context.files.accesses.filter((access) => access.startsWith('read /a/compose'))).toEqual([]);
    expect(context.files.accesses).toContain('read /a/b/compose.yaml');
  });

  it.each([
    [['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'], 'compose.yaml'],
    [['compose.yml', 'docker-compose.yml', 'docker-compose.yaml'], 'compose.yml'],
    [['docker-compose.yml', 'docker-compose.yaml'], 'docker-compose.yml'],
    [['docker-compose.yaml'], 'docker-compose.yaml'],
    [['compose.override.yaml'], null],
  ])('of %s, %s counts', async (names, first) => {
    const tree = Object.fromEntries(names.map((name) => [`/work/${name}`, named(name.replace(/\W/g, ''))]));
    const { wanted: found } = await composeImages('/work/app/Dockerfile', contextOf({ tree }));
    expect(found.map(({ reason }) => reason.text)).toEqual(first === null ? [] : [`service web of ${first}`]);
  });

  it.each([
    ['another name', 'services: { web: { image: over } }', ['over (service web of compose.yaml)']],
    ['another Dockerfile', 'services: { web: { build: { dockerfile: x } } }', []],
    [
      'another service',
      named('second').replace('web', 'job'),
      ['base (service web of compose.yaml)', 'second (service job of compose.yaml)'],
    ],
    ['no build', 'services: { web: { build: !reset {} } }', []],
    ['no name', 'services: { web: { image: !reset null } }', ['work-web (service web of compose.yaml)']],
    [
      'further names',
      'services: { web: { image: !reset null, build: { tags: [a] } } }',
      ['a (service web of compose.yaml)'],
    ],
    ['the short form', 'services: { web: { build: elsewhere } }', []],
  ])('an override gives %s', async (_, override, expected) => {
    const more = { '/work/docker-compose.override.yml': override };
    expect(await wanted({ compose: named('base'), more })).toEqual(expected);
  });

  it('append platforms', async () => {
    const web = (platform: string) =>
      `services: { web: { image: w, build: { context: app, platforms: [${platform}] } } }`;
    const tree = {
      '/work/compose.yaml': web('linux/amd64'),
      '/work/compose.override.yaml': web('linux/arm64'),
      '/work/w.tar': { modified: 1 },
    };
    const { candidates } = await composeImages(
      '/work/app/Dockerfile',
      contextOf({ tree, tags: { '/work/w.tar': ['w'] } }),
    );
    expect(candidates.map(({ platform }) => platform)).toEqual([undefined]);
  });

  it('join arguments, in whatever form', async () => {
    const compose = 'services: { web: { image: w, build: { context: app, args: [A=1, B=1] } } }';
    const override = 'services: { web: { build: { args: { B: 2 } } } }';
    const tree = {
      '/work/compose.yaml': compose,
      '/work/compose.override.yml': override,
      '/work/w.tar': { modified: 1 },
    };
    const { candidates } = await composeImages(
      '/work/app/Dockerfile',
      contextOf({ tree, tags: { '/work/w.tar': ['w'] } }),
    );
    expect(candidates.map(({ buildArgs }) => buildArgs)).toEqual([{ A: '1', B: '2' }]);
  });
});

describe('YAML', () => {
  it('has anchors, merge keys and documents', async () => {
    const compose = `
x-build: &build { context: app, dockerfile: nothing }
x-more: &more { dockerfile: Dockerfile }
services:
  one: { image: one, build: { <<: *build, dockerfile: Dockerfile } }
  two: { image: two, build: { <<: [*more, *build] } }
  three: { image: three, build: *build }
---
services: { four: { image: four, build: app } }
`;
    const names = (await wanted({ compose })).map((line) => line.split(' ')[0]);
    expect(names).toEqual(['one', 'two', 'four']);
  });

  it('has services that extend others', async () => {
    const compose = `
services:
  base: { build: { context: app, target: dev } }
  one: { image: one, extends: { service: base } }
  two: { image: two, extends: base }
  far: { image: far, extends: { service: base, file: other.yaml } }
  self: { image: self, extends: self, build: app }
  ping: { image: ping, extends: pong, build: app }
  pong: { image: pong, extends: ping }
`;
    const names = (await wanted({ compose })).map((line) => line.split(' ')[0]);
    expect(names).toEqual(['work-base', 'one', 'two', 'self', 'ping', 'pong']);
  });
});

describe('archives', () => {
  const tree = { '/work/compose.yaml': service('app'), '/elsewhere/x.tar': { modified: 1 } };
  const images = [{ glob: 'other/Dockerfile', path: '/elsewhere/x.tar' }];

  it('that the setting names for whatever Dockerfile are known by their tag there', async () => {
    const context = contextOf({ tree, images: images.map((image) => ({ ...image, tag: 'shop/web:1.2' })) });
    expect((await composeImages('/work/app/Dockerfile', context)).candidates).toEqual([
      expect.objectContaining({ path: '/elsewhere/x.tar', tag: 'shop/web:1.2' }),
    ]);
  });

  it('that the setting names are asked for their names', async () => {
    const context = contextOf({ tree, images, tags: { '/elsewhere/x.tar': ['a', 'shop/web:1.2'] } });
    expect((await composeImages('/work/app/Dockerfile', context)).candidates).toHaveLength(1);
  });

  it('that are not there, or cannot be asked, are none', async () => {
    const gone = contextOf({
      tree: { '/work/compose.yaml': service('app') },
      images: images.map((image) => ({ ...image, tag: 'shop/web:1.2' })),
    });
    expect((await composeImages('/work/app/Dockerfile', gone)).candidates).toEqual([]);
    const broken = { ...contextOf({ tree, images }), tagsOf: () => Promise.reject(new Error('EIO')) };
    expect((await composeImages('/work/app/Dockerfile', broken)).candidates).toEqual([]);
  });
});
