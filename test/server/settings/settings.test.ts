import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../../src/server/settings/settings.ts';

const defaults = {
  images: [],
  image: null,
  target: null,
  buildArguments: {},
  engines: { enabled: true },
  codeLens: { enabled: true },
  hover: { enabled: true },
  inlayHints: { enabled: false },
  diagnostics: {
    enabled: true,
    minimumBytes: 100_000,
    minimumShare: 0.01,
    severity: 'warning',
    includeBaseLayers: false,
    rules: {},
  },
  readers: 0,
  cache: { maximumBytes: 512 * 1024 * 1024, directory: null },
  build: { builder: null, arguments: [], context: null },
  forecast: { enabled: true, largeFileBytes: 50_000_000 },
};

describe('defaults', () => {
  it.each([
    ['nothing', undefined],
    ['null', null],
    ['an empty object', {}],
    ['settings taken back', { image: null, target: '', codeLens: null, diagnostics: { severity: null }, images: null }],
    ['settings of others', { trace: { server: 'verbose' }, codeLens: { other: 1 } }],
  ])('for %s', (_, given) => {
    expect(parseSettings(given)).toEqual({ settings: defaults, problems: [] });
  });
});

describe('what is set', () => {
  const settings = {
    ...defaults,
    engines: { enabled: false },
    codeLens: { enabled: false },
    diagnostics: { ...defaults.diagnostics, severity: 'information', minimumShare: 0.5 },
    cache: { maximumBytes: 0, directory: '/var/cache/layerwise' },
    build: { builder: 'podman', arguments: ['--pull', '-t', 'a b'], context: '..' },
  };
  it.each([
    [
      'nested',
      {
        engines: { enabled: false },
        codeLens: { enabled: false },
        diagnostics: { severity: 'information', minimumShare: 0.5 },
        cache: { maximumBytes: 0, directory: '/var/cache/layerwise' },
        build: { builder: 'podman', arguments: ['--pull', '-t', 'a b'], context: '..' },
      },
    ],
    [
      'dotted',
      {
        'engines.enabled': false,
        'codeLens.enabled': false,
        'diagnostics.severity': 'information',
        'layerwise.diagnostics.minimumShare': 0.5,
        'cache.maximumBytes': 0,
        'layerwise.cache.directory': '/var/cache/layerwise',
        'build.builder': 'podman',
        'layerwise.build.arguments': ['--pull', '-t', 'a b'],
        'build.context': '..',
      },
    ],
    [
      'below the section',
      {
        layerwise: {
          engines: { enabled: false },
          codeLens: { enabled: false },
          'diagnostics.severity': 'information',
          diagnostics: { minimumShare: 0.5 },
          cache: { maximumBytes: 0, directory: '/var/cache/layerwise' },
          build: { builder: 'podman', arguments: ['--pull', '-t', 'a b'], context: '..' },
        },
      },
    ],
  ])('%s', (_, given) => {
    expect(parseSettings(given)).toEqual({ settings, problems: [] });
  });

  it('images, in their order', () => {
    const images = {
      '**/web.Dockerfile': 'web.tar',
      '**/Dockerfile': { path: 'x.tar', tag: 'a:1', platform: 'linux/arm64/v8', target: 'prod' },
      named: 'docker://web:1.0',
      called: { reference: 'web', platform: 'linux/arm64' },
    };
    expect(parseSettings({ images, image: '~/all.tar' }).settings).toMatchObject({
      image: { path: '~/all.tar' },
      images: [
        { glob: '**/web.Dockerfile', path: 'web.tar' },
        { glob: '**/Dockerfile', path: 'x.tar', tag: 'a:1', platform: 'linux/arm64/v8', target: 'prod' },
        { glob: 'named', reference: 'docker://web:1.0' },
        { glob: 'called', reference: 'web', platform: 'linux/arm64' },
      ],
    });
  });

  it('build arguments, as text', () => {
    const buildArguments = { A: 'a', N: 1, F: true, E: '' };
    expect(parseSettings({ buildArguments }).settings.buildArguments).toEqual({ A: 'a', N: '1', F: 'true', E: '' });
  });
});

describe('what is wrong is told and ignored', () => {
  it.each([
    [{ codeLens: { enabled: 'yes' } }, 'codeLens.enabled: must be true or false, but is "yes"; true is used.'],
    [{ engines: { enabled: 'no' } }, 'engines.enabled: must be true or false, but is "no"; true is used.'],
    [{ hover: { enabled: 0 } }, 'hover.enabled: must be true or false, but is 0; true is used.'],
    [{ inlayHints: { enabled: [] } }, 'inlayHints.enabled: must be true or false, but is []; false is used.'],
    [{ diagnostics: { enabled: 1 } }, 'diagnostics.enabled: must be true or false, but is 1; true is used.'],
    [
      { diagnostics: { minimumBytes: -1 } },
      'diagnostics.minimumBytes: must be a number of bytes, 0 or more, but is -1; 100000 is used.',
    ],
    [
      { diagnostics: { minimumBytes: 1.5 } },
      'diagnostics.minimumBytes: must be a number of bytes, 0 or more, but is 1.5; 100000 is used.',
    ],
    [
      { diagnostics: { minimumShare: 5 } },
      'diagnostics.minimumShare: must be a share from 0 to 1, such as 0.01, but is 5; 0.01 is used.',
    ],
    [
      { diagnostics: { severity: 'error' } },
      'diagnostics.severity: must be "information" or "warning", but is "error"; "warning" is used.',
    ],
    [
      { diagnostics: { includeBaseLayers: 'no' } },
      'diagnostics.includeBaseLayers: must be true or false, but is "no"; false is used.',
    ],
    [{ readers: 65 }, 'readers: must be a number of threads from 0 to 64, but is 65; 0 is used.'],
    [{ readers: '2' }, 'readers: must be a number of threads from 0 to 64, but is "2"; 0 is used.'],
    [
      { cache: { maximumBytes: Infinity } },
      'cache.maximumBytes: must be a number of bytes, 0 or more, but is null; 536870912 is used.',
    ],
    [{ cache: { directory: 1 } }, 'cache.directory: must be a text, but is 1; it is ignored.'],
    [
      { build: { builder: 'kaniko' } },
      'build.builder: must be "docker", "podman" or "buildah", but is "kaniko"; it is ignored.',
    ],
    [{ build: { arguments: '--pull' } }, 'build.arguments: must be a list of texts, but is "--pull"; [] is used.'],
    [{ build: { arguments: [1] } }, 'build.arguments: must be a list of texts, but is [1]; [] is used.'],
    [{ target: {} }, 'target: must be a text, but is {}; it is ignored.'],
    [{ images: ['x.tar'] }, 'images: must be an object, but is ["x.tar"]; it is ignored.'],
    [{ buildArguments: 'A=1' }, 'buildArguments: must be an object, but is "A=1"; it is ignored.'],
    [
      { buildArguments: { A: ['x'] } },
      'buildArguments: "A" must be a text, a number, true or false, but is ["x"]; it is ignored.',
    ],
  ])('%j', (given, expected) => {
    const { settings, problems } = parseSettings(given);
    expect(problems.map(({ key, message }) => `${key}: ${message}`)).toEqual([`layerwise.${expected}`]);
    expect(settings).toEqual(defaults);
  });

  it.each([
    [{}],
    [{ path: '' }],
    [{ path: 'x', reference: 'y' }],
    [{ reference: 1 }],
    [{ path: 'x', plattform: 'linux/arm64' }],
    [{ path: 'x', platform: 'arm64' }],
    [{ path: 'x', tag: 1 }],
    [3],
    [''],
  ])('an image %j', (image) => {
    const { settings, problems } = parseSettings({ images: { bad: image, good: 'y.tar' }, hover: { enabled: false } });
    expect(settings).toEqual({ ...defaults, images: [{ glob: 'good', path: 'y.tar' }], hover: { enabled: false } });
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toMatch(
      /^"bad" must be the path of an image, a reference such as "docker:.*, or an object with path or reference and, .*; it is ignored\.$/,
    );
  });

  it('all settings together', () => {
    expect(parseSettings('on').problems).toEqual([
      { key: 'layerwise', message: 'must be an object with settings, but is "on"; the defaults are used.' },
    ]);
  });

  it('at length, cut', () => {
    const [problem] = parseSettings({ target: ['x'.repeat(10_000)] }).problems;
    expect(problem?.message.length).toBeLessThan(150);
  });

  it('with names of objects, which are names like others', () => {
    const given: unknown = JSON.parse(
      '{"images":{"__proto__":"p.tar"},"buildArguments":{"__proto__":"p"},"__proto__":{"readers":3}}',
    );
    const { settings } = parseSettings(given);
    expect(settings.images).toEqual([{ glob: '__proto__', path: 'p.tar' }]);
    expect(Object.entries(settings.buildArguments)).toEqual([['__proto__', 'p']]);
    expect(settings.readers).toBe(0);
  });
});
