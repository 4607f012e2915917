import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../../src/core/dockerfile/parseDockerfile.ts';
import type { HistoryEntry } from '../../../src/core/image/types.ts';
import { mapSteps } from '../../../src/core/mapping/mapSteps.ts';
import { build, buildkit, classic, digestOf, imageOf } from './record.ts';

const text = 'FROM base\nRUN make\nCOPY a /\n';

function bases(mapping: ReturnType<typeof mapSteps>) {
  const { confidence, evidence, layers } = mapping.steps[0] ?? {};
  return { baseLayers: mapping.baseLayers, layers, confidence, evidence };
}

describe('how many layers are the base’s', () => {
  test('an end of its own shows it', () => {
    const { image } = build(text, buildkit, 'FROM scratch\nADD r.tar /\nRUN setup\nCMD ["sh"]\nENV A=1\n');
    expect(bases(mapSteps(parseDockerfile(text), image))).toEqual({
      baseLayers: 2,
      layers: [0, 1],
      confidence: 'high',
      evidence: 'base-image',
    });
  });

  test('without one it is all that the Dockerfile does not account for, and not certain', () => {
    const { image } = build(text, buildkit, 'FROM scratch\nADD r.tar /\nRUN setup\n');
    expect(bases(mapSteps(parseDockerfile(text), image))).toEqual({
      baseLayers: 2,
      layers: [0, 1],
      confidence: 'low',
      evidence: 'base-image',
    });
  });

  test('so a first line that was deleted is not claimed to be the base’s', () => {
    const { image } = build(text, buildkit, 'FROM scratch\nADD r.tar /\nCMD ["sh"]\n');
    const { steps } = mapSteps(parseDockerfile(text.replace('RUN make\n', '')), image);
    expect(steps[0]).toMatchObject({ confidence: 'low' });
  });

  test('another builder below shows it', () => {
    const below = build('FROM scratch\nADD r.tar /\nRUN setup\n', classic).image.history;
    const image = imageOf([...below, ...build(text, buildkit).image.history]);
    expect(bases(mapSteps(parseDockerfile(text), image))).toMatchObject({ baseLayers: 2, confidence: 'high' });
  });

  test.each([
    { name: 'docker import', entry: { createdBy: '', comment: 'Imported from -' } },
    { name: 'debuerreotype', entry: { createdBy: "# debian.sh --arch 'amd64' out/", comment: 'debuerreotype 0.15' } },
  ])('$name shows it', ({ entry }) => {
    const image = imageOf([{ ...entry, emptyLayer: false }, ...build(text, buildkit).image.history]);
    expect(bases(mapSteps(parseDockerfile(text), image))).toMatchObject({ baseLayers: 1, confidence: 'high' });
  });

  test('a pause of half a day shows where ONBUILD triggers, which BuildKit does not record, begin', () => {
    const own = build(text, buildkit).image.history;
    const base = build('FROM scratch\nADD r.tar /\nRUN setup\n', buildkit).image.history;
    const triggers = build('FROM x\nCOPY onbuild /\nRUN ls\n', buildkit).image.history;
    const at = (hour: number) => (entry: HistoryEntry) => ({
      ...entry,
      created: new Date(hour * 3_600_000).toISOString(),
    });
    const mapped = (hours: number) => {
      const image = imageOf([...base.map(at(0)), ...triggers.map(at(hours)), ...own.map(at(hours))]);
      return mapSteps(parseDockerfile(text), image);
    };
    expect(bases(mapped(12))).toEqual({
      baseLayers: 2,
      layers: [0, 1, 2, 3],
      confidence: 'low',
      evidence: 'base-image',
    });
    expect(bases(mapped(11))).toEqual({
      baseLayers: 4,
      layers: [0, 1, 2, 3],
      confidence: 'low',
      evidence: 'base-image',
    });
    expect(mapped(12).steps[0]?.because).toContain('half a day');
  });

  test('the base image itself shows it, even when the first line was deleted', () => {
    const { image } = build(text, buildkit, 'FROM scratch\nADD r.tar /\n');
    const mapping = mapSteps(parseDockerfile(text.replace('RUN make\n', '')), image, { baseDiffIds: [digestOf(1)] });
    expect(bases(mapping)).toMatchObject({ baseLayers: 1, layers: [0], confidence: 'high' });
    expect(mapping.stepOfLayer).toEqual([0, null, 1]);
    const other = mapSteps(parseDockerfile(text), image, { baseDiffIds: [digestOf(99)] });
    expect(bases(other)).toMatchObject({ baseLayers: 1, confidence: 'low' });
  });

  test('FROM scratch has none', () => {
    const scratch = text.replace('base', 'scratch');
    const mapping = mapSteps(parseDockerfile(scratch.replace('RUN make\n', '')), build(scratch, buildkit).image);
    expect(mapping).toMatchObject({ baseLayers: 0, stepOfLayer: [null, 1] });
  });

  test('an instruction that the base has, too, is not taken for the Dockerfile’s', () => {
    const below = 'FROM scratch\nADD r.tar /\nRUN make\nCMD ["sh"]\n';
    const mapping = mapSteps(
      parseDockerfile('FROM base\nRUN make\nCOPY a /\nCOPY b /\nRUN x\n'),
      build('FROM base\nCOPY a /\nCOPY b /\nRUN x\n', buildkit, below).image,
    );
    expect(mapping.baseLayers).toBe(2);
    expect(mapping.steps[1]).toMatchObject({ layers: [], stale: true });
  });

  test('where nothing shows the base’s end, such an instruction is not certain', () => {
    const { image } = build(
      'FROM base\nCOPY a /\nCOPY b /\n',
      buildkit,
      'FROM scratch\nADD r.tar /\nRUN make\nRUN more\n',
    );
    const { steps } = mapSteps(parseDockerfile('FROM base\nRUN make\nCOPY a /\nCOPY b /\n'), image);
    expect(steps.map(({ confidence }) => confidence)).toEqual(['low', 'low', 'high', 'high']);
  });

  test('a Dockerfile that adds nothing: all is the base’s', () => {
    const { image } = build('FROM x\n', buildkit, 'FROM scratch\nADD r.tar /\n');
    expect(mapSteps(parseDockerfile('FROM x\n'), image)).toMatchObject({
      baseLayers: 1,
      stepOfLayer: [0],
      warnings: [],
    });
  });
});

describe('ONBUILD triggers', () => {
  const trigger: HistoryEntry = { createdBy: '/bin/sh -c #(nop)  ONBUILD COPY . /src', comment: '', emptyLayer: true };

  test('of the base stand at the FROM line, and are not the base’s layers', () => {
    const below = build('FROM scratch\nADD r.tar /\n', classic).image.history;
    const run = build('FROM x\nCOPY . /src\nRUN make\nCOPY a /\n', classic).image.history;
    const mapping = mapSteps(parseDockerfile(text), imageOf([...below, trigger, ...run]));
    expect(mapping).toMatchObject({ baseLayers: 1, stepOfLayer: [0, 0, 1, 2] });
  });

  test('of a stage stand at the FROM that goes on from it', () => {
    const stages = 'FROM scratch AS a\nCOPY r /\nONBUILD COPY x /x\nFROM a\nRUN make\n';
    const image = build('FROM scratch\nCOPY r /\nCOPY x /x\nRUN make\n', buildkit).image;
    expect(mapSteps(parseDockerfile(stages), image).stepOfLayer).toEqual([1, 3, 4]);
  });
});

describe('stages', () => {
  const stages =
    'ARG V=1\nFROM scratch AS a\nCOPY a /\nFROM scratch AS tools\nRUN tool\nFROM a AS b\nCOPY b /\nFROM b\nCOPY c /\n';

  test('the target’s parents make its layers, other stages none', () => {
    const image = build('FROM scratch\nCOPY a /\nCOPY b /\nCOPY c /\n', buildkit).image;
    const { target, steps, stepOfLayer } = mapSteps(parseDockerfile(stages), image);
    expect(target).toBe(3);
    expect(stepOfLayer).toEqual([2, 6, 8]);
    expect(steps.map(({ layers, confidence }) => [layers.join(), confidence].join(' '))).toEqual([
      ' high',
      ' high',
      '0 high',
      ' high',
      ' high',
      ' high',
      '1 high',
      ' high',
      '2 high',
    ]);
  });

  test.each([
    { target: 'B', at: 2 },
    { target: '2', at: 2 },
    { target: 'tools', at: 1 },
  ])('--target $target', ({ target, at }) => {
    expect(mapSteps(parseDockerfile(stages), imageOf([]), { target }).target).toBe(at);
  });

  test('a target that is not there is told', () => {
    const { target, warnings } = mapSteps(parseDockerfile(stages), imageOf([]), { target: 'nowhere' });
    expect(target).toBe(3);
    expect(warnings.map(({ code }) => code)).toContain('unknown-target');
  });

  test('a Dockerfile without stages', () => {
    const mapping = mapSteps(parseDockerfile('# nothing\n'), build(text, buildkit).image);
    expect(mapping).toEqual({ target: -1, steps: [], stepOfLayer: [null, null], baseLayers: 0, warnings: [] });
  });
});
