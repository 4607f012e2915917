import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Compression, ociFiles, temporaryDirectory, writeArchive } from '../support/imageBuilder.ts';
import { runCli, sampleImage } from '../support/runCli.ts';

interface Path {
  readonly path: string;
  readonly change: string;
  readonly a: object | null;
  readonly b: object | null;
  readonly blame: object;
}

interface Report {
  readonly schema: string;
  readonly totals: Record<string, number>;
  readonly blame: { image: string; layers: number[]; steps: { startLine: number }[] }[];
  readonly paths: Path[];
}

async function diff(...args: string[]): Promise<Report> {
  const { code, stdout, stderr } = await runCli(['diff', ...args, '--format', 'json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout) as Report;
}

const dockerfile = ['FROM scratch', 'COPY a.txt /', 'COPY b.txt c.txt /', 'RUN step', ''].join('\n');

/** Three layers, of which the second brings `b.txt` with this content. */
async function built(content: string, compression: Compression = 'plain'): Promise<string> {
  const layers = [
    [{ name: 'a.txt', content: 'always' }],
    [
      { name: 'b.txt', content },
      { name: 'c.txt', content: 'the same' },
    ],
    [{ name: 'd.txt', content: 'a step' }],
  ].map((members) => ({ members, compression }));
  const history = ['COPY a.txt / # buildkit', 'COPY b.txt c.txt / # buildkit', 'RUN /bin/sh -c step # buildkit'];
  const config = { history: history.map((created_by) => ({ created_by, comment: 'buildkit.dockerfile.v0' })) };
  return writeArchive(await ociFiles([{ layers, config }]));
}

async function dockerfileAt(): Promise<string> {
  const path = join(await temporaryDirectory(), 'Dockerfile');
  await writeFile(path, dockerfile);
  return path;
}

describe('layerwise diff', () => {
  it('finds nothing between an image and itself', async () => {
    const { totals, blame, paths } = await diff(sampleImage, sampleImage);
    expect({ blame, paths }).toEqual({ blame: [], paths: [] });
    expect(totals).toMatchObject({ added: 0, removed: 0, modified: 0, metadata: 0, same: 337 });
    expect((await runCli(['diff', sampleImage, sampleImage])).stdout).toContain('No differences: 337 paths alike.');
  });

  it.each<[Compression, Compression]>([
    ['plain', 'plain'],
    ['gzip', 'plain'],
    ['gzip', 'zstd'],
  ])('blames the line whose file changed, %s against %s', async (compressionA, compressionB) => {
    // As long as before, so that only the content can tell; c.txt of the same layer is alike.
    const [a, b] = [await built('one', compressionA), await built('two', compressionB)];
    const report = await diff(a, b, '-f', await dockerfileAt());
    expect(report.schema).toBe('layerwise.diff/1');
    expect(report.paths).toEqual([
      {
        path: 'b.txt',
        change: 'modified',
        a: { type: 'file', size: 3, layer: 1 },
        b: { type: 'file', size: 3, layer: 1 },
        blame: { image: 'b', layer: 1, step: 2 },
      },
    ]);
    expect(report.blame).toMatchObject([{ image: 'b', layers: [1], steps: [{ startLine: 3 }], modified: 1 }]);
    expect(report.totals).toMatchObject({ modified: 1, changedBytes: 3, same: 3 });
  });

  it('names the line in the table', async () => {
    const { stdout } = await runCli(['diff', await built('one'), await built('two'), '-f', await dockerfileAt()]);
    expect(stdout).toMatch(/^B line 3 +COPY b\.txt c\.txt \/ +1 +3 B$/m);
    expect(stdout).toMatch(/^3 B +3 B +modified +b\.txt +B line 3$/m);
  });

  it('compares two layers of one image', async () => {
    const report = await diff(sampleImage, '--layers', '3..5');
    // Between them line 28 unpacks four files, line 29 removes the archive.
    expect(report.totals).toMatchObject({ removed: 1, removedBytes: 73_673, addedBytes: 516_875, changedBytes: 0 });
    expect(report.blame.map(({ steps }) => steps.map(({ startLine }) => startLine))).toEqual([[28], [29]]);
    expect(report.paths.find(({ change }) => change === 'removed')).toEqual({
      path: 'tmp/history-2025.tar.gz',
      change: 'removed',
      a: { type: 'file', size: 73_673, layer: 3 },
      b: null,
      blame: { image: 'b', layer: 5, step: 12 },
    });
    expect((await diff(sampleImage, '--lines', '27..29')).paths).toEqual(report.paths);
  });

  it('tells the way back with the sides changed', async () => {
    const [there, back] = [await diff(sampleImage, '--layers', '3..12'), await diff(sampleImage, '--layers', '12..3')];
    expect(back.totals['addedBytes']).toBe(there.totals['removedBytes']);
    expect(back.totals['removedBytes']).toBe(there.totals['addedBytes']);
    expect(back.paths.map(({ path }) => path)).toEqual(there.paths.map(({ path }) => path));
  });

  it('writes hostile names out, and fits a narrow terminal', async () => {
    const name = 'evil\u001b]0;owned\u0007\u202etxt.exe';
    const evil = await writeArchive(await ociFiles([{ layers: [{ members: [{ name, content: 'x' }] }] }]));
    const { stdout } = await runCli(['diff', evil, sampleImage], { env: { COLUMNS: '80' } });
    expect(stdout).not.toMatch(/[\u001b\u0007\u202e]/);
    const tables = stdout.split('\n').slice(4);
    expect(Math.max(...tables.map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it.each([
    [[sampleImage], 2, 'There is one image only. Name another, or two layers of this one with --layers 3..7.'],
    [[sampleImage, sampleImage, '--layers', '3..5'], 2, '--layers and --lines choose within one image'],
    [[sampleImage, '--layers', '3..13'], 2, 'There is no layer 13. The image has layers 0 to 12.'],
    [[sampleImage, sampleImage, '-f', '-'], 2, 'Standard input can be read once only'],
    [[sampleImage, sampleImage, '--tag-b', 'other:1'], 2, 'status-page:1.4.0'],
    [[sampleImage, 'no-such.tar'], 3, 'Cannot open no-such.tar: there is no such file.'],
  ])('%j is told off', async (args, expected, message) => {
    const { code, stdout, stderr } = await runCli(['diff', ...args]);
    expect({ code, stdout }).toEqual({ code: expected, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr.trimEnd()).not.toContain('\n');
  });
});
