import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  fileOf,
  indexDocument,
  ociFiles,
  temporaryDirectory,
  writeBytes,
  writeDirectory,
} from '../support/imageBuilder.ts';
import { root, runCli, sampleDockerfile, sampleImage } from '../support/runCli.ts';

const multiplatform = `${root}test/fixtures/images/bk26-multiplatform.oci.tar`;

/** One line that says what to do, the right code, and nothing on standard output. */
async function refusal(args: readonly string[]): Promise<{ code: number | null; line: string }> {
  const { code, stdout, stderr } = await runCli(args);
  expect(stdout).toBe('');
  expect(stderr.startsWith('layerwise: ')).toBe(true);
  expect(stderr.indexOf('\n')).toBe(stderr.length - 1);
  return { code, line: stderr.slice('layerwise: '.length) };
}

describe('a call that is wrong ends with 2', () => {
  it.each([
    [[], 'missing'],
    [['analyse', 'x.tar'], "unknown command 'analyse' (Did you mean analyze?)"],
    [['analyze'], "missing required argument 'image'"],
    [['analyze', sampleImage, '--fromat', 'json'], "unknown option '--fromat' (Did you mean --format?)"],
    [['analyze', sampleImage, '--format', 'yaml'], 'Allowed choices are text, json, html.'],
    [
      ['analyze', sampleImage, '-f', 'no/Dockerfile'],
      'Cannot read the Dockerfile no/Dockerfile: there is no such file.',
    ],
    [['analyze', multiplatform, '--platform', 'windows/386'], 'linux/arm64'],
    [['analyze', multiplatform, '--platform', 'arm'], 'Not a platform: "arm".'],
    [['analyze', sampleImage, '--tag', 'other:1'], 'status-page:1.4.0'],
    [['analyze', sampleImage, '--provenance', sampleDockerfile], 'provenance'],
  ])('%j', async (args, message) => {
    if (args.length === 0) {
      const { code, stdout, stderr } = await runCli(args);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain('Usage: layerwise');
      return;
    }
    const { code, line } = await refusal(args);
    expect(line).toContain(message);
    expect(code).toBe(2);
  });
});

describe('an image that cannot be read ends with 3', () => {
  it('no such file', async () => {
    expect(await refusal(['analyze', 'no-such.tar'])).toMatchObject({
      code: 3,
      line: expect.stringContaining('Cannot open no-such.tar: there is no such file.'),
    });
  });

  it.each([
    ['an empty file', ''],
    ['text', 'FROM scratch\n'.repeat(100)],
  ])('%s', async (_, content) => {
    const path = await writeBytes(Buffer.from(content));
    expect(await refusal(['analyze', path])).toMatchObject({ code: 3, line: expect.stringContaining(path) });
  });

  it('an archive of something else', async () => {
    const folder = await temporaryDirectory();
    const path = join(folder, 'docs.tar');
    execFileSync('tar', ['cf', path, '-C', root, 'LICENSE']);
    expect(await refusal(['tree', path])).toMatchObject({ code: 3, line: expect.stringContaining(path) });
  });

  it('a directory without an OCI layout', async () => {
    expect(await refusal(['analyze', root])).toMatchObject({ code: 3, line: expect.stringContaining('oci-layout') });
  });
});

describe('what can be computed is printed all the same', () => {
  const layers = [
    { members: [{ name: 'a', content: 'aaaa' }], compression: 'gzip' },
    { members: [{ name: 'b', content: 'bb' }], compression: 'gzip' },
  ] as const;

  async function withBrokenLayer(breakIt: (blob: Uint8Array) => Uint8Array): Promise<string> {
    const files = await ociFiles([{ layers }]);
    const manifest = JSON.parse(
      Buffer.from(fileOf(files, `blobs/sha256/${indexDocument(files).manifests[0].digest.slice(7)}`)).toString(),
    ) as {
      layers: { digest: string }[];
    };
    const name = `blobs/sha256/${manifest.layers[1].digest.slice(7)}`;
    files.set(name, breakIt(fileOf(files, name)));
    return writeDirectory(files);
  }

  it.each([
    ['cut off', (blob: Uint8Array) => blob.slice(0, blob.length - 12)],
    ['of other content', (blob: Uint8Array) => Buffer.from(blob).fill(0, blob.length - 8)],
  ])('of an image with a layer %s', async (_, breakIt) => {
    const { code, stdout, stderr } = await runCli(['analyze', await withBrokenLayer(breakIt), '--format', 'json']);
    expect(code).toBe(3);
    expect(stderr).toMatch(/^layerwise: Layer 1 .*\n$/);
    const report = JSON.parse(stdout) as {
      layers: { shippedBytes: number }[];
      warnings: { layer: number; code: string }[];
    };
    expect(report.layers[0].shippedBytes).toBe(4);
    expect(report.warnings).toContainEqual(expect.objectContaining({ layer: 1, code: 'unreadable' }));
  });

  it('with a Dockerfile that does not parse', async () => {
    const broken = `${readFileSync(sampleDockerfile, 'utf8')}\nRUNN oops\n`;
    const { code, stdout, stderr } = await runCli(['analyze', sampleImage, '-f', '-', '--format', 'json'], {
      stdin: broken,
    });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^layerwise: -:45: unknown instruction: RUNN.*\n$/i);
    const { dockerfile } = JSON.parse(stdout) as { dockerfile: { steps: { layers: number[] }[] } };
    expect(dockerfile.steps.flatMap((step) => step.layers)).toHaveLength(13);
  });

  it('with a --target that is no stage', async () => {
    const { code, stdout, stderr } = await runCli(['analyze', sampleImage, '--target', 'nope']);
    expect(code).toBe(2);
    expect(stderr).toBe(
      'layerwise: The Dockerfile has no stage nope; the last stage is shown. Name one of its stages with --target.\n',
    );
    expect(stdout).toContain('65.4 % efficient');
  });

  it('with a Dockerfile of another image', async () => {
    const other =
      'FROM golang:1.26 AS build\nCOPY go.mod .\nRUN go build ./...\nFROM scratch\nCOPY --from=build /bin/app /app\n';
    const { code, stdout, stderr } = await runCli(['analyze', sampleImage, '-f', '-'], { stdin: other });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^layerwise: - seems to belong to another image: .*-f\.\n$/);
    expect(stdout).toContain('layers that no line of this Dockerfile made');
  });
});

describe('--help and --version', () => {
  it.each([[['--help']], [['analyze', '--help']], [['tree', '-h']]])('%j', async (args) => {
    const { code, stdout, stderr } = await runCli(args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Usage: layerwise/);
    if (args.length > 1) expect(stdout).toContain('Examples:');
  });

  it('--version', async () => {
    const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { version: string };
    expect(await runCli(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });
});
