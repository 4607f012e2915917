import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadGateConfig } from '../../src/cli/gate/loadGateConfig.ts';
import { Failure } from '../../src/core/error.ts';
import { ociFiles, temporaryDirectory, writeDirectory } from '../support/imageBuilder.ts';
import { runCli, sampleImage } from '../support/runCli.ts';

const dockerfile = 'FROM scratch\nCOPY a b /\nRUN rm a\n';

/** 900 bytes that are removed, and 100 that stay; beside it a Dockerfile and whatever else is written. */
async function project(files: Readonly<Record<string, string>> = {}): Promise<{ folder: string; image: string }> {
  const history = ['COPY a b / # buildkit', 'RUN /bin/sh -c rm a # buildkit'].map((created_by) => ({ created_by }));
  const members = [
    { name: 'a', content: 'x'.repeat(900) },
    { name: 'b', content: 'x'.repeat(100) },
  ];
  const image = await writeDirectory(
    await ociFiles([{ layers: [{ members }, { members: [{ name: '.wh.a' }] }], config: { history } }]),
  );
  const folder = await temporaryDirectory();
  for (const [name, text] of Object.entries({ 'sub/Dockerfile': dockerfile, ...files })) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return { folder, image };
}

interface Report {
  readonly passed: boolean;
  readonly rulesFrom: readonly string[];
  readonly checks: readonly {
    rule: string;
    status: string;
    actual: number | null;
    limit: number;
    before: number | null;
  }[];
  readonly findings: readonly { rule: string; severity: string; status: string; key: string }[];
}

async function ci(image: string, ...args: string[]): Promise<{ code: number | null; report: Report }> {
  const { code, stdout, stderr } = await runCli(['ci', image, ...args, '--format', 'json']);
  expect(stderr).toBe('');
  return { code, report: JSON.parse(stdout) as Report };
}

const checksOf = ({ checks }: Report): string[] => checks.map(({ rule, status }) => `${rule} ${status}`);

describe('.layerwise.yaml', () => {
  const limit = (efficiency: string): string => `image:\n  minEfficiency: ${efficiency}\n`;

  it('is found beside the Dockerfile', async () => {
    const { folder, image } = await project({ 'sub/.layerwise.yaml': limit('5 %'), '.layerwise.yaml': limit('50 %') });
    const { code, report } = await ci(image, '-f', join(folder, 'sub/Dockerfile'));
    expect({ code, checks: checksOf(report) }).toEqual({
      code: 0,
      checks: ['image.minEfficiency passed', 'findings.failOn passed'],
    });
  });

  it('is found above it, up to the root of the repository', async () => {
    const above = {
      'a/.git/HEAD': '',
      'a/.layerwise.yml': limit('50 %'),
      '.layerwise.yaml': limit('5 %'),
      'a/b/Dockerfile': dockerfile,
    };
    const { folder, image } = await project(above);
    const { code, report } = await ci(image, '-f', join(folder, 'a/b/Dockerfile'));
    expect({ code, checks: checksOf(report) }).toEqual({
      code: 1,
      checks: ['image.minEfficiency failed', 'findings.failOn passed'],
    });
  });

  it('is not looked for above where there is no repository', async () => {
    const { folder, image } = await project({ '.layerwise.yaml': limit('5 %') });
    const { report } = await ci(image, '-f', join(folder, 'sub/Dockerfile'));
    expect(report.rulesFrom).toEqual([]);
    expect(checksOf(report)).toEqual([
      'image.minEfficiency failed',
      'user.maxWastedShare failed',
      'findings.failOn passed',
    ]);
  });

  it('is what --config names, and nothing with --no-config', async () => {
    const { folder, image } = await project({ 'sub/.layerwise.yaml': limit('99 %'), 'other.yaml': limit('10 %') });
    const file = ['-f', join(folder, 'sub/Dockerfile')];
    expect((await ci(image, ...file, '--config', join(folder, 'other.yaml'))).code).toBe(0);
    expect((await ci(image, ...file, '--no-config')).report.rulesFrom).toEqual([]);
  });

  it('says which findings are told, to analyze, too', async () => {
    const findings = 'findings:\n  minBytes: 500 B\n  minShare: 0\n  failOn: warning\n';
    const { folder, image } = await project({ 'sub/.layerwise.yaml': findings });
    const file = join(folder, 'sub/Dockerfile');
    const { code, report } = await ci(image, '-f', file);
    expect({ code, findings: report.findings }).toMatchObject({
      code: 1,
      findings: [
        { rule: 'deleted-in-later-layer', severity: 'warning', status: 'failed', key: 'deleted-in-later-layer: a' },
      ],
    });
    const analyzed = async (...args: string[]): Promise<object[]> => {
      const { stdout } = await runCli(['analyze', image, '-f', file, '--format', 'json', ...args]);
      return (JSON.parse(stdout) as { findings: object[] }).findings;
    };
    expect(await analyzed()).toHaveLength(1);
    expect(await analyzed('--no-config')).toHaveLength(0);
  });

  it('holds a finding to its severity where its line is a guess', async () => {
    const findings = 'findings:\n  minBytes: 0\n  minShare: 0\n  severity:\n    deleted-in-later-layer: error\n';
    const { folder, image } = await project({ 'c.yaml': findings, Dockerfile: 'FROM scratch\nCOPY x /\nRUN other\n' });
    const { stdout, code } = await runCli([
      'ci',
      image,
      '--config',
      join(folder, 'c.yaml'),
      '-f',
      join(folder, 'Dockerfile'),
      '--format',
      'json',
    ]);
    expect((JSON.parse(stdout) as Report).findings).toMatchObject([{ severity: 'error', status: 'failed' }]);
    // The Dockerfile is another image's, which is worse than a broken rule.
    expect(code).toBe(2);
  });

  it.each([
    [
      'image:\n  maxSize: 1 MB\n  maxSze: 1\n',
      ':3: image.maxSze is no key of Layerwise’s. Did you mean image.maxSize?',
    ],
    [
      'image:\n\n  maxSize: lots\n',
      ':3: image.maxSize must be a size, such as 20 MB or 1.5GiB, or a number of bytes, but is "lots". Correct it, or leave it out.',
    ],
    [
      'forbiddenPaths:\n  - a\n  - 3\n',
      ':3: forbiddenPaths.1 must be a path or a pattern, such as **/.env, but is 3. Correct it, or leave it out.',
    ],
    ['image: [\n', ':2: is no YAML: '],
    ['image:\n  maxSize: 1\n  maxSize: 2\n', ':3: is no YAML: Map keys must be unique. Correct it.'],
    [
      'image:\n  maxSize: x\n  maxPullSize: y\n',
      ':2: image.maxSize must be a size, such as 20 MB or 1.5GiB, or a number of bytes, but is "x", and 1 more. ',
    ],
    ['a: &a [1]\nb: [*a, *a]\nc: *z\n', ': cannot be read: Unresolved alias'],
    ['[['.repeat(50_000), ': is far larger than a file that a person writes. Shorten it.'],
  ])('%j is wrong', async (text, message) => {
    const { folder } = await project({ 'c.yaml': text });
    const failure: unknown = await loadGateConfig({ config: join(folder, 'c.yaml') }).catch((error: unknown) => error);
    if (!(failure instanceof Failure)) throw new Error('no failure');
    expect(failure.kind).toBe('usage');
    expect(`${failure.message}. ${failure.advice}`.replace(join(folder, 'c.yaml'), '')).toContain(message);
  });

  it('that is not there is told', async () => {
    const { code, stderr } = await runCli(['ci', sampleImage, '--config', 'no.yaml']);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr:
        'layerwise: Cannot read the configuration no.yaml: there is no such file. Name one with --config, or leave --config out.\n',
    });
  });
});

describe('a baseline', () => {
  const config =
    'image:\n  minEfficiency: 90 %\nlayer:\n  maxSize: 500\nforbiddenPaths: [a]\nfindings:\n  minBytes: 0\n  minShare: 0\n  failOn: info\nbaseline:\n  file: known.json\n';

  it('has to be written first', async () => {
    const { folder, image } = await project({ 'c.yaml': config });
    const { code, stderr } = await runCli(['ci', image, '--config', join(folder, 'c.yaml')]);
    expect(code).toBe(2);
    expect(stderr).toContain('known.json: there is no such file. Write it with --update-baseline.');
  });

  it('accepts what was, and breaks where it got worse', async () => {
    const { folder, image } = await project({ 'c.yaml': config });
    const options = ['--config', join(folder, 'c.yaml'), '-f', join(folder, 'sub/Dockerfile')];
    expect((await ci(image, ...options, '--update-baseline')).code).toBe(0);
    const { code, report } = await ci(image, ...options);
    expect({ code, checks: checksOf(report) }).toEqual({
      code: 0,
      checks: ['image.minEfficiency known', 'layer.maxSize known', 'forbiddenPaths known', 'findings.failOn known'],
    });

    const path = join(folder, 'known.json');
    const written = await readFile(path, 'utf8');
    expect(JSON.parse(written)).toEqual({
      schema: 'layerwise.baseline/1',
      figures: expect.objectContaining({ 'image.minEfficiency': 0.1, 'image.maxWastedBytes': 900 }),
      breaches: { 'forbiddenPaths (a): a': 1, 'layer.maxSize: COPY a b /': 1000 },
      findings: { 'deleted-in-later-layer: a': { files: 1, bytes: 900 } },
    });
    for (const [from, to, broken] of [
      ['"image.minEfficiency": 0.1', '"image.minEfficiency": 0.2', 'image.minEfficiency failed'],
      ['COPY a b /": 1000', 'COPY a b /": 900', 'layer.maxSize failed'],
      ['forbiddenPaths (a): a', 'forbiddenPaths (a): b', 'forbiddenPaths failed'],
      ['"bytes": 900', '"bytes": 800', 'findings.failOn failed'],
    ]) {
      await writeFile(path, written.replace(from, to));
      const worse = await ci(image, ...options);
      expect({ code: worse.code, failed: checksOf(worse.report).filter((check) => check.endsWith('failed')) }).toEqual({
        code: 1,
        failed: [broken],
      });
    }
    // One per cent more is no worse.
    await writeFile(path, written.replace('"bytes": 900', '"bytes": 895'));
    expect((await ci(image, ...options)).code).toBe(0);
  });

  it('that is none is told', async () => {
    const { folder, image } = await project({ 'b.json': '{"schema":"other"}' });
    const { code, stderr } = await runCli(['ci', image, '--no-config', '--baseline', join(folder, 'b.json')]);
    expect(code).toBe(2);
    expect(stderr).toContain('b.json is no baseline of this version of Layerwise. Write it with --update-baseline.');
  });
});

describe('dive’s configuration', () => {
  const dive =
    'plugins:\n  - p\nrules:\n  lowestEfficiency: 0.05\n  highestUserWastedPercent: disabled\n  plugin1/rule1: error\n';

  it('is read where there is no other', async () => {
    const { folder, image } = await project({ 'sub/.dive-ci': dive });
    const { code, report } = await ci(image, '-f', join(folder, 'sub/Dockerfile'));
    expect({ code, checks: checksOf(report) }).toEqual({
      code: 0,
      checks: ['findings.failOn passed', 'dive.lowestEfficiency passed'],
    });
  });

  it('is not read beside .layerwise.yaml, unless it is named', async () => {
    const { folder, image } = await project({
      'sub/.dive-ci': dive,
      'sub/.layerwise.yaml': 'image:\n  maxSize: 1 MB\n',
    });
    const file = join(folder, 'sub/Dockerfile');
    expect(checksOf((await ci(image, '-f', file)).report)).toEqual(['image.maxSize passed', 'findings.failOn passed']);
    expect(checksOf((await ci(image, '-f', file, '--ci-config', join(folder, 'sub/.dive-ci'))).report)).toEqual([
      'image.maxSize passed',
      'findings.failOn passed',
      'dive.lowestEfficiency passed',
    ]);
  });

  it('gives way to flags, and the rest is dive’s default', async () => {
    const { folder, image } = await project({ 'sub/.dive-ci': dive });
    const { code, report } = await ci(
      image,
      '-f',
      join(folder, 'sub/Dockerfile'),
      '--ci',
      '--lowestEfficiency',
      '0.95',
    );
    expect({ code, checks: checksOf(report) }).toEqual({
      code: 1,
      checks: ['findings.failOn passed', 'dive.lowestEfficiency failed'],
    });
    const { report: flags } = await ci(image, '--no-config', '--highestWastedBytes', '1kB');
    expect(checksOf(flags)).toEqual([
      'findings.failOn passed',
      'dive.lowestEfficiency failed',
      'dive.highestWastedBytes passed',
      'dive.highestUserWastedPercent failed',
    ]);
  });

  it.each([
    [
      ['--lowestEfficiency', '95'],
      '--lowestEfficiency must be a number from 0 to 1, or disabled, but is "95". Correct it, or leave it out.',
    ],
    [['--ci-config', 'no-such'], 'Cannot read dive’s configuration no-such: there is no such file.'],
    [['--report', 'pdf=x'], 'Give a format and a file, such as sarif=layerwise.sarif; formats are text, json'],
    [['--report', 'sarif'], 'Give a format and a file'],
    [['--output', 'no/such/folder/x'], 'Cannot write no/such/folder/x: '],
    [['--format', 'yaml'], 'Allowed choices are text, json, sarif, junit, markdown, github, gitlab'],
  ])('%j is a wrong call', async (args, message) => {
    const { code, stdout, stderr } = await runCli(['ci', sampleImage, '--no-config', ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});

describe('the exit code', () => {
  it('is 3 for an image that cannot be read', async () => {
    expect((await runCli(['ci', 'no-such.tar'])).code).toBe(3);
  });
});
