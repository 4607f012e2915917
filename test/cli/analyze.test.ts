import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { reportSchema } from '../support/reportSchema.ts';
import { root, runCli, sampleDockerfile, sampleImage } from '../support/runCli.ts';

/** Counted by a program that shares no code with this one, from the layers' tars. */
const SAMPLE = { shippedBytes: 3_962_747, visibleBytes: 2_591_991, wastedBytes: 1_370_756 };

async function report(...args: string[]) {
  const { code, stdout, stderr } = await runCli(['analyze', ...args, '--format', 'json']);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return v.parse(reportSchema, JSON.parse(stdout));
}

describe('layerwise analyze --format json', () => {
  it('has the figures of the sample', async () => {
    const { totals, layers, waste, image } = await report(sampleImage, '-f', sampleDockerfile);
    expect(totals).toMatchObject({
      ...SAMPLE,
      layers: 13,
      baseLayers: 1,
      userShippedBytes: 1_980_390,
      userWastedBytes: 1_370_655,
    });
    expect(layers.map((layer) => [layer.step, layer.shippedBytes, layer.wastedBytes, layer.hidesBytes])).toEqual([
      [4, 1_982_357, 101, 0],
      [8, 167, 0, 101],
      [9, 0, 0, 0],
      [10, 73_673, 73_673, 0],
      [11, 516_875, 516_875, 0],
      [12, 0, 0, 73_673],
      [13, 575, 421, 0],
      [14, 365_720, 365_720, 0],
      [15, 56_603, 56_603, 54_524],
      [16, 2515, 2098, 2523],
      [17, 355_265, 355_265, 0],
      [18, 0, 0, 630_938],
      [19, 608_997, 0, 608_997],
    ]);
    expect(waste.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(totals.wastedBytes);
    expect(image).toMatchObject({ source: 'oci-archive', platform: 'linux/amd64' });
  });

  it('lists every instruction with its true lines', async () => {
    const { dockerfile } = await report(sampleImage, '-f', sampleDockerfile);
    expect(
      dockerfile?.steps.map(({ instruction, startLine, endLine }) => `${startLine}-${endLine} ${instruction}`),
    ).toEqual([
      '3-3 FROM',
      '4-4 WORKDIR',
      '5-5 COPY',
      '7-14 RUN',
      '16-16 FROM',
      '17-17 ARG',
      '18-19 LABEL',
      '20-21 ENV',
      '22-23 RUN',
      '24-24 WORKDIR',
      '27-27 COPY',
      '28-28 RUN',
      '29-29 RUN',
      '31-31 COPY',
      '32-32 COPY',
      '33-33 COPY',
      '34-34 RUN',
      '35-35 RUN',
      '36-36 RUN',
      '37-37 RUN',
      '39-39 EXPOSE',
      '40-41 HEALTHCHECK',
      '42-42 USER',
      '43-43 CMD',
    ]);
  });

  it('takes the recorded Dockerfile when none is named', async () => {
    const named = await report(sampleImage, '-f', sampleDockerfile);
    const recorded = await report(sampleImage);
    expect(recorded.dockerfile).toEqual({ ...named.dockerfile, path: 'Dockerfile', recorded: true });
    expect({ ...recorded, dockerfile: null }).toEqual({ ...named, dockerfile: null });
  });

  it('reads a Dockerfile from standard input', async () => {
    const stdin = readFileSync(sampleDockerfile, 'utf8');
    const { stdout } = await runCli(['analyze', sampleImage, '-f', '-', '--format', 'json'], { stdin });
    expect(v.parse(reportSchema, JSON.parse(stdout)).dockerfile).toMatchObject({ path: '-', target: '1' });
  });

  it.each([
    ['docker20-classic.docker-archive.tar.zst', 'docker-archive', 21],
    ['bk26-full.oci-zstd-provmin.tar', 'oci-archive', 26],
    ['bk26-multiplatform.oci.tar', 'oci-archive', 2],
  ])('%s', async (name, source, layers) => {
    const found = await report(`${root}test/fixtures/images/${name}`, '--platform', 'linux/amd64', '--verify');
    expect(found.image.source).toBe(source);
    expect(found.layers).toHaveLength(layers);
    for (const { shippedBytes, visibleBytes, wastedBytes } of [found.totals, ...found.layers]) {
      expect(shippedBytes).toBe(visibleBytes + wastedBytes);
    }
  });
});

describe('layerwise analyze', () => {
  it('prints the table of the sample', async () => {
    const { code, stdout, stderr } = await runCli(['analyze', 'sample/image.oci.tar', '-f', 'sample/Dockerfile']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    await expect(stdout).toMatchFileSnapshot('../fixtures/reports/sample.txt');
  });

  it('fits a narrow terminal', async () => {
    const { stdout } = await runCli(['analyze', sampleImage, '-f', sampleDockerfile], { env: { COLUMNS: '80' } });
    expect(
      Math.max(
        ...stdout
          .split('\n')
          .slice(3)
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(80);
  });

  it('says why each instruction was matched', async () => {
    const { stdout } = await runCli(['analyze', sampleImage, '--explain']);
    expect(stdout.split('\n').filter((line) => line.startsWith('      exact, provenance: '))).not.toEqual([]);
  });
});

describe('colour', () => {
  const escape = '\u001b[';

  it.each([
    ['is off in a pipe', [], {}, false],
    ['is on when told so', ['--color', 'always'], {}, true],
    ['is on by FORCE_COLOR', [], { FORCE_COLOR: '1' }, true],
    ['is off by NO_COLOR', [], { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
    ['goes by the word before NO_COLOR', ['--color', 'always'], { NO_COLOR: '1' }, true],
  ])('%s', async (_, args, env, expected) => {
    const { stdout } = await runCli(['analyze', sampleImage, ...args], { env });
    expect(stdout.includes(escape)).toBe(expected);
  });
});
