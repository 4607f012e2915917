import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../../src/core/dockerfile/parseDockerfile.ts';
import type { HistoryEntry } from '../../../src/core/image/types.ts';
import { mapSteps } from '../../../src/core/mapping/mapSteps.ts';
import { build, buildkit, imageOf } from './record.ts';

const text = 'FROM base\nWORKDIR /app\nRUN make\nCOPY a /\nCMD ["a"]\n';
const dockerfile = parseDockerfile(text);

describe('an image that no Dockerfile made says so, and its layers have no lines', () => {
  test.each<Partial<HistoryEntry> & { readonly maker: string }>([
    { maker: 'docker import', comment: 'Imported from -' },
    { maker: 'Bazel', createdBy: 'bazel build ...', author: 'Bazel' },
    { maker: 'ko', createdBy: 'ko build ko://example.com/app', author: 'github.com/ko-build/ko' },
    { maker: 'Jib', createdBy: 'jib-maven-plugin:3.4.0', author: 'Jib', comment: 'classes' },
    { maker: 'Cloud Native Buildpacks', createdBy: 'Buildpacks Launcher Config' },
    { maker: 'Nix', comment: "store paths: ['/nix/store/x']" },
    { maker: 'apko', createdBy: 'apko', author: 'apko', comment: 'This is an apko single-layer image' },
    { maker: 'an unnamed tool', comment: '' },
  ])('$maker', ({ maker, ...entry }) => {
    const image = imageOf([{ createdBy: '', comment: '', emptyLayer: false, ...entry }]);
    const { stepOfLayer, baseLayers, steps, warnings } = mapSteps(dockerfile, image);
    expect({ stepOfLayer, baseLayers }).toEqual({ stepOfLayer: [null], baseLayers: 0 });
    expect(new Set(steps.map(({ confidence }) => confidence))).toEqual(new Set(['none']));
    expect(warnings.map(({ code }) => code)).toEqual(['foreign-image']);
    expect(warnings[0]?.message).toContain(maker);
  });
});

test('a Dockerfile of another image is told, whatever common lines they share', () => {
  const other = build(
    'FROM b\nENV A=1\nWORKDIR /app\nUSER root\nRUN other\nCOPY x /y\nCMD ["x"]\n',
    buildkit,
    'FROM scratch\nADD r /\n',
  ).image;
  const mine = parseDockerfile(
    'FROM base\nLABEL a=b\nENV B=2\nRUN make\nRUN test\nCOPY q /q\nUSER root\nENTRYPOINT ["z"]\n',
  );
  const { stepOfLayer, warnings } = mapSteps(mine, other);
  expect(stepOfLayer).toEqual([null, null, null, null]);
  expect(warnings.map(({ code }) => code)).toEqual(['other-dockerfile']);
});

test('a layer put on top by another tool belongs to no line', () => {
  const { history } = build(text, buildkit, 'FROM scratch\nADD r /\nCMD ["sh"]\n').image;
  const { stepOfLayer, warnings } = mapSteps(
    dockerfile,
    imageOf([...history, { createdBy: 'bash', comment: 'by hand', emptyLayer: false }]),
  );
  expect(stepOfLayer).toEqual([0, 1, 2, 3, null]);
  expect(warnings.map(({ code, layer }) => ({ code, layer }))).toEqual([{ code: 'unmatched-layer', layer: 4 }]);
  expect(warnings[0]?.message).toContain('docker commit');
});

test('entries that BuildKit made up leave no layer certain', () => {
  const { history } = build(text, buildkit, 'FROM scratch\nADD r /\nCMD ["sh"]\n').image;
  const { steps } = mapSteps(
    dockerfile,
    imageOf([...history, { createdBy: '', comment: 'buildkit.exporter.image.v0', emptyLayer: false }]),
  );
  expect(steps.filter(({ layers }) => layers.length > 0).map(({ confidence }) => confidence)).not.toContain('exact');
  expect(steps.slice(1, 4).map(({ confidence }) => confidence)).toEqual(['low', 'low', 'low']);
});

describe('without a usable history', () => {
  const scratch = parseDockerfile(text.replace('base', 'scratch'));

  test('as many layers as lines that make one: by position', () => {
    const { stepOfLayer, steps } = mapSteps(scratch, imageOf([], 2));
    expect(stepOfLayer).toEqual([2, 3]);
    expect(steps[2]).toMatchObject({ confidence: 'low', evidence: 'position' });
    expect(mapSteps(scratch, imageOf([], 3)).stepOfLayer).toEqual([1, 2, 3]);
  });

  test('another number, or an unknown base: no lines', () => {
    expect(mapSteps(scratch, imageOf([], 5)).stepOfLayer).toEqual([null, null, null, null, null]);
    expect(mapSteps(dockerfile, imageOf([], 2)).stepOfLayer).toEqual([null, null]);
  });

  test('a history that disagrees with the layers tells none, and nothing is certain', () => {
    const { history } = build(text, buildkit, 'FROM scratch\nADD r /\nCMD ["sh"]\n').image;
    const { stepOfLayer, steps } = mapSteps(dockerfile, imageOf(history, 7));
    expect(stepOfLayer).toEqual([null, null, null, null, null, null, null]);
    expect(steps.slice(1, 4).map(({ confidence }) => confidence)).toEqual(['none', 'none', 'none']);
  });
});

test('a layer of many lines stands at each, and belongs to the last', () => {
  const { history } = build(text, buildkit, 'FROM scratch\nADD r /\nCMD ["sh"]\n').image;
  const squashed = history.map((entry, index) => (index === 0 ? entry : { ...entry, emptyLayer: true }));
  const merge = {
    createdBy: '',
    comment: `merge sha256:${'1'.repeat(64)} to sha256:${'2'.repeat(64)}`,
    emptyLayer: false,
  };
  const { steps, stepOfLayer, warnings } = mapSteps(dockerfile, imageOf([...squashed, merge]));
  expect(steps.map(({ layers }) => layers)).toEqual([[0], [1], [1], [1], []]);
  expect(stepOfLayer).toEqual([0, 3]);
  expect(warnings.map(({ code, layer }) => ({ code, layer }))).toEqual([{ code: 'squashed', layer: 1 }]);
});
