import { describe, expect, it } from 'vitest';
import { runCli, sampleDockerfile, sampleImage } from '../support/runCli.ts';

interface Answer {
  readonly question: string;
  readonly layers: number[];
  readonly steps: { instruction: string; startLine: number; endLine: number }[];
  readonly savedBytes: number;
}

async function answers(...args: string[]): Promise<Answer[]> {
  const { code, stdout, stderr } = await runCli(['what-if', sampleImage, ...args, '--format', 'json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const report = JSON.parse(stdout) as { schema: string; totals: object; answers: Answer[] };
  expect(report).toMatchObject({
    schema: 'layerwise.what-if/1',
    totals: { shippedBytes: 3_962_747, visibleBytes: 2_591_991, wastedBytes: 1_370_756 },
  });
  return report.answers;
}

describe('layerwise what-if', () => {
  // The archive that line 27 copies and line 29 removes, as sample/README.md tells.
  const archive = {
    question: 'join',
    layers: [3, 4, 5],
    savedBytes: 73_673,
    deadBytes: 73_673,
    copiedBytes: 0,
    visibleChange: 0,
    wastedChange: -73_673,
    steps: [
      { index: 10, instruction: 'COPY', startLine: 27, endLine: 27 },
      { index: 11, instruction: 'RUN', startLine: 28, endLine: 28 },
      { index: 12, instruction: 'RUN', startLine: 29, endLine: 29 },
    ],
  };

  it.each([[['-f', sampleDockerfile, '--join', '27-29']], [['--join', '29..26']], [['--join-layers', '3-5']]])(
    '%j saves the archive that is copied, unpacked and removed',
    async (args) => {
      expect(await answers(...args)).toEqual([archive]);
    },
  );

  it('gives up what a line ships, and shows again what it covered', async () => {
    // Line 37 ships 608,997 bytes again to change their owner; below it stand the same files.
    expect(await answers('--without', '37')).toEqual([
      {
        question: 'without',
        layers: [12],
        steps: [{ index: 19, instruction: 'RUN', startLine: 37, endLine: 37 }],
        savedBytes: 608_997,
        lostBytes: 608_997,
        restoredBytes: 608_997,
        visibleChange: 0,
        wastedChange: -608_997,
      },
    ]);
    // Line 36 ships nothing: what it removes of lines 32 and 35 would be seen.
    expect(await answers('--without-layer', '11')).toMatchObject([
      { savedBytes: 0, lostBytes: 0, restoredBytes: 630_938, visibleChange: 630_938, wastedChange: -630_938 },
    ]);
  });

  it('suggests ten ranges without the base, the most for each layer given up first', async () => {
    const found = await answers();
    const gains = found.map(({ layers, savedBytes }) => savedBytes / (layers.length - 1));
    expect(found).toHaveLength(10);
    expect(gains).toEqual(gains.toSorted((a, b) => b - a));
    expect(found.map(({ layers }) => `${layers[0]}-${layers.at(-1)}`)).toEqual(
      expect.arrayContaining(['3-5', '10-11']),
    );
    expect(Math.min(...found.flatMap(({ layers }) => layers))).toBeGreaterThan(0);
  });

  it('prints tables that fit the terminal', async () => {
    for (const args of [[], ['--join', '27-29'], ['--without', '33']]) {
      const { stdout } = await runCli(['what-if', sampleImage, ...args], { env: { COLUMNS: '80' } });
      expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    }
    const { stdout } = await runCli(['what-if', sampleImage, '--join', '27-29']);
    expect(stdout).toContain('With lines 27-29 as one layer\n');
    expect(stdout).toMatch(/^Shipped +3\.96 MB +3\.89 MB +-73\.7 kB$/m);
    expect(stdout).toMatch(/^Wasted +1\.37 MB +1\.3 MB +-73\.7 kB$/m);
  });

  it.each([
    [
      ['--join', '16-22'],
      'The lines 16-22 reach into the base image, whose layers cannot be joined with those of this',
    ],
    [['--join-layers', '0-2'], 'Its layers are 0 to 0; name later ones.'],
    [['--join', '28-28'], 'The lines 28-28 are one layer already. Name at least two layers to join.'],
    [['--join', '39-43'], 'What stands at lines 39-43 of Dockerfile made no layer of this image.'],
    [['--join', '900-901'], 'No instruction stands at lines 900-901 of Dockerfile.'],
    [['--without', '5'], 'What stands at line 5 of Dockerfile made no layer of this image.'],
    [['--without-layer', '13'], 'There is no layer 13. The image has layers 0 to 12.'],
    [['--join', '27'], 'It must be two numbers, such as 3-5.'],
    [['--join', '27-29', '--without', '33'], "cannot be used with option '--without <line>'"],
  ])('%j is told off', async (args, message) => {
    const { code, stdout, stderr } = await runCli(['what-if', sampleImage, ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr.trimEnd()).not.toContain('\n');
  });
});
