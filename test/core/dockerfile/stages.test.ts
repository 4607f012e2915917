import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '../../../src/core/dockerfile/parseDockerfile.ts';

describe('stages', () => {
  it('begin at FROM and hold its steps', () => {
    const { stages, steps } = parseDockerfile('ARG A\nFROM b\nRUN c\nFROM d\nRUN e\nRUN f');
    expect(stages.map(({ steps }) => steps)).toEqual([
      [1, 2],
      [3, 4, 5],
    ]);
    expect(steps.map(({ stage }) => stage)).toEqual([null, 0, 0, 1, 1, 1]);
  });

  it.each<[string, { name: string | null; from: string; base: string; parent: number | null }]>([
    ['FROM a', { name: null, from: 'a', base: 'a', parent: null }],
    ['FROM --platform=linux/arm64 a aS B', { name: 'B', from: 'a', base: 'a', parent: null }],
    ['FROM a AS', { name: null, from: 'a', base: 'a', parent: null }],
    ['FROM', { name: null, from: '', base: '', parent: null }],
    ['ARG T=1\nFROM a:$T', { name: null, from: 'a:$T', base: 'a:1', parent: null }],
    ['ARG R=r\nARG I=${R}/i\nFROM "${I}:${T:-2}"', { name: null, from: '"${I}:${T:-2}"', base: 'r/i:2', parent: null }],
    ['FROM ${A?none given}', { name: null, from: '${A?none', base: '${A?none', parent: null }],
    [
      'FROM localhost:5000/a/b:1@sha256:00',
      { name: null, from: 'localhost:5000/a/b:1@sha256:00', base: 'localhost:5000/a/b:1@sha256:00', parent: null },
    ],
  ])('%j', (text, expected) => expect(parseDockerfile(text).stages[0]).toMatchObject(expected));

  it.each([
    ['an earlier stage', 'FROM a AS b\nFROM b', [null, 0]],
    ['an earlier stage in other case', 'FROM a AS Base\nFROM bASE', [null, 0]],
    ['an earlier stage through an argument', 'ARG S=b\nFROM a AS b\nFROM $S', [null, 0]],
    ['the last stage of a name', 'FROM a AS b\nFROM c AS b\nFROM b', [null, null, 1]],
    ['an image, where a stage takes its name', 'FROM a AS a', [null]],
    ['an image, where a later stage has its name', 'FROM b\nFROM a AS b', [null, null]],
    ['an image: numbers name no stage in FROM', 'FROM a\nFROM 0', [null, null]],
  ])('FROM names %s', (_, text, expected) => {
    expect(parseDockerfile(text).stages.map(({ parent }) => parent)).toEqual(expected);
  });
});

describe('build arguments', () => {
  it('go before the defaults', () => {
    const [stage] = parseDockerfile('ARG T=1\nARG I=a:$T\nFROM $I', { buildArgs: { T: '2' } }).stages;
    expect(stage?.base).toBe('a:2');
  });

  it('need an ARG', () => {
    const { stages } = parseDockerfile('FROM a:${T:-1}', { buildArgs: { T: '2' } });
    expect(stages[0]?.base).toBe('a:1');
  });

  it('need none when they are of the platform', () => {
    const { stages } = parseDockerfile('FROM a-$TARGETARCH', { buildArgs: { TARGETARCH: 'arm64' } });
    expect(stages[0]?.base).toBe('a-arm64');
  });

  it('of a stage are not for FROM', () => {
    expect(parseDockerfile('FROM a\nARG T=1\nFROM b:${T:-2}').stages[1]?.base).toBe('b:2');
  });

  it('may be called like what every object has', () => {
    expect(parseDockerfile('ARG constructor=1\nFROM a:$constructor$toString').stages[0]?.base).toBe('a:1');
  });
});
