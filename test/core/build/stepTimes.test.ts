import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildkitOutput } from '../../../src/core/build/buildkitOutput.ts';
import type { BuildOutput, BuildVertex } from '../../../src/core/build/buildOutput.ts';
import { timesToday } from '../../../src/core/build/buildRecord.ts';
import { stepOutput } from '../../../src/core/build/stepOutput.ts';
import { stepTimes } from '../../../src/core/build/stepTimes.ts';
import { parseDockerfile } from '../../../src/core/dockerfile/parseDockerfile.ts';
import { readProvenance } from '../../../src/core/mapping/provenance/readProvenance.ts';
import { root } from '../../support/runCli.ts';

const PLATFORM = 'linux/amd64';

function fixture(name: string): string {
  return readFileSync(join(root, 'test/fixtures/builds', name), 'utf8');
}

/** Each piece of the text a tenth of a second after the one before. */
function vertexesOf(output: BuildOutput, text: string): readonly BuildVertex[] {
  const lines = text.split(/(?<=\n)/);
  lines.forEach((line, index) => output.take(line, index / 10));
  output.end(lines.length / 10);
  return output.vertexes();
}

const full = parseDockerfile(fixture('Dockerfile'));
const provenance = readProvenance(JSON.parse(fixture('docker26-fresh.provenance.json')));
const plain = parseDockerfile(fixture('Dockerfile.podman'));

/** Instructions that made or fetched something, by line. */
const FULL_LINES = [2, 6, 11, 12, 13, 17, 19, 20, 21];

describe('what each instruction took', () => {
  it.each([
    ['by the digests in the provenance', provenance],
    ['by names alone', null],
  ])('in BuildKit, %s', (_, given) => {
    const times = stepTimes(vertexesOf(buildkitOutput(), fixture('docker26-fresh.rawjson')), full, given, PLATFORM);
    expect(times.map(({ step }) => full.steps[step]?.startLine)).toEqual(FULL_LINES);
    expect(times.every(({ cached, seconds }) => !cached && seconds !== null)).toBe(true);
    expect(times.find(({ step }) => full.steps[step]?.startLine === 17)?.seconds).toBeGreaterThan(0.3);
  });

  it('in BuildKit, the same either way', () => {
    const vertexes = vertexesOf(buildkitOutput(), fixture('docker26-fresh.rawjson'));
    expect(stepTimes(vertexes, full, provenance, PLATFORM)).toEqual(stepTimes(vertexes, full, null, PLATFORM));
  });

  it('believes the provenance, not the names', () => {
    const vertexes = vertexesOf(buildkitOutput(), fixture('docker26-fresh.rawjson')).map((vertex) => ({
      ...vertex,
      name: '[stage-2 1/7] WORKDIR /srv/app',
    }));
    const times = stepTimes(vertexes, full, provenance, PLATFORM);
    expect(new Set(times.map(({ step }) => full.steps[step]?.startLine))).toEqual(new Set(FULL_LINES));
  });

  it('in BuildKit, all from its cache', () => {
    const times = stepTimes(vertexesOf(buildkitOutput(), fixture('docker26-cached.rawjson')), full, null, PLATFORM);
    expect(times.map(({ step }) => full.steps[step]?.startLine)).toEqual(FULL_LINES);
    expect(times.map(({ cached, seconds }) => [cached, seconds])).toEqual(FULL_LINES.map(() => [true, null]));
  });

  it.each(['podman4', 'docker20'])('in %s, of every instruction', (builder) => {
    const fresh = stepTimes(vertexesOf(stepOutput(), fixture(`${builder}-fresh.txt`)), plain, null, PLATFORM);
    expect(fresh.map(({ step }) => step)).toEqual(plain.steps.map(({ index }) => index));
    expect(fresh.every(({ cached }) => !cached)).toBe(true);
    expect(fresh.every(({ seconds }) => (seconds ?? 0) > 0)).toBe(true);
    const cached = stepTimes(vertexesOf(stepOutput(), fixture(`${builder}-cached.txt`)), plain, null, PLATFORM);
    const fromCache = cached.filter((time) => time.cached).map(({ step }) => plain.steps[step]?.instruction);
    expect(fromCache).toEqual(['ADD', 'RUN', 'ARG', 'ENV', 'WORKDIR', 'COPY', 'RUN', 'RUN', 'COPY', 'RUN', 'CMD']);
  });
});

it('in podman, where a stage is built in the midst of another', () => {
  const times = stepTimes(vertexesOf(stepOutput(), fixture('podman4-nested.txt')), plain, null, PLATFORM);
  const done = times.filter(({ cached }) => !cached).map(({ step }) => plain.steps[step]?.instruction);
  expect([times.length, done]).toEqual([plain.steps.length, ['FROM', 'FROM', 'FROM']]);
});

describe('an instruction is told by the name of its vertex', () => {
  const text =
    'FROM alpine AS a\nRUN one\nFROM a\nRUN two\nRUN three\nFROM scratch AS last\nCOPY $X /\nRUN  one   more\n';
  const dockerfile = parseDockerfile(text);

  it.each([
    ['[a 1/2] FROM docker.io/library/alpine', 1],
    ['[a 2/2] RUN one', 2],
    ['[A 2/2] RUN one', 2],
    ['[stage-1 1/2] RUN two', 4],
    ['[stage-1 2/2] RUN three', 5],
    // What is expanded has another text: its number tells it.
    ['[last 1/2] COPY x.txt /', 7],
    ['[linux/amd64 last 2/2] RUN one more', 8],
    ['[linux/arm64->amd64 last 2/2] RUN one more', 8],
    ['[linux/amd64->arm64 last 2/2] RUN one more', null],
    ['[linux/amd64->windows/amd64 last 2/2] RUN one more', null],
    ['[linux/amd64  last 2/2] RUN one more', 8],
    ['[linux/arm64 last 2/2] RUN one more', null],
    // Triggers of the base are counted too.
    ['[last 3/4] RUN one more', 8],
    ['[last 2/4] COPY x.txt /', null],
    ['[last 1/2] RUN one more', 8],
    ['[other 1/2] RUN one', null],
    ['[2/2] RUN one', null],
    ['[internal] load build context', null],
    ['[auth] library/alpine:pull token', null],
    ['exporting to image', null],
    ['Step 4/8 : RUN two', 4],
    ['Step 4/9 : RUN two', 4],
    ['[2/3] STEP 2/3: RUN two', 4],
    ['[3/3] STEP 1/3: FROM scratch AS last', 6],
    ['STEP 1/3: RUN two', null],
  ])('%s', (name, line) => {
    const vertex = { digest: null, name, seconds: 1, cached: false };
    const times = stepTimes([vertex], dockerfile, null, PLATFORM);
    expect(times.map(({ step }) => dockerfile.steps[step]?.startLine)).toEqual(line === null ? [] : [line]);
  });

  it('of the only stage none is named', () => {
    const only = parseDockerfile('ARG A\nFROM alpine\nRUN one\nCOPY . .\n');
    const vertexes = ['[1/3] FROM alpine', '[ 2/3] RUN one', '[3/3] COPY . .'].map((name, index) => ({
      digest: null,
      name,
      seconds: index,
      cached: false,
    }));
    const times = stepTimes(vertexes, only, null, PLATFORM);
    expect(times.map(({ step, seconds }) => [step, seconds])).toEqual([
      [1, 0],
      [2, 1],
      [3, 2],
    ]);
  });

  it('several vertexes of one instruction count together, and only all in the cache are cached', () => {
    const one = parseDockerfile('FROM scratch\nCOPY --link a /\n');
    const vertex = { digest: null, seconds: 1, cached: false };
    const names = ['[1/1] COPY --link a /', '[1/1] LINK COPY --link a /'];
    const both = names.map((name) => ({ ...vertex, name }));
    expect(stepTimes(both, one, null, PLATFORM)).toEqual([{ step: 1, seconds: 2, cached: false }]);
    const cached = both.map((made) => ({ ...made, seconds: null, cached: true }));
    expect(stepTimes([...cached.slice(0, 1), ...both.slice(1)], one, null, PLATFORM)).toEqual([
      { step: 1, seconds: 1, cached: false },
    ]);
    expect(stepTimes(cached, one, null, PLATFORM)).toEqual([{ step: 1, seconds: null, cached: true }]);
  });
});

it('what is remembered of a build is carried to the lines of today, but for those that were edited', () => {
  const times = [0, 1, 2].map((step) => ({ step, seconds: step, cached: false }));
  const record = { text: 'FROM alpine\nRUN one\nRUN two\n', times, metadata: null };
  const today = parseDockerfile('# new\nFROM alpine\nRUN one\nENV A=1\nRUN two changed\n');
  expect([...timesToday(record, today)]).toEqual([
    [0, { step: 0, seconds: 0, cached: false }],
    [1, { step: 1, seconds: 1, cached: false }],
  ]);
});
