import { describe, expect, it } from 'vitest';
import { ociFiles, writeArchive } from '../support/imageBuilder.ts';
import { runCli, sampleDockerfile, sampleImage } from '../support/runCli.ts';

interface Entry {
  readonly path: string;
  readonly type: string;
  readonly layer: number;
}

async function tree(...args: string[]): Promise<Entry[]> {
  const { code, stdout, stderr } = await runCli(['tree', ...args, '--format', 'json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout) as Entry[];
}

const paths = (entries: readonly Entry[], below: string): string[] =>
  entries.map(({ path }) => path).filter((path) => path.startsWith(below));

describe('layerwise tree', () => {
  it('gives every path with type, size, mode, owner, link and layer', async () => {
    const entries = await tree(sampleImage);
    expect(entries.find(({ path }) => path === 'etc/status/httpd.conf')).toEqual({
      path: 'etc/status/httpd.conf',
      type: 'file',
      size: 154,
      mode: 0o644,
      uid: 0,
      gid: 0,
      linkname: '',
      layer: 6,
    });
    expect(entries.find(({ type }) => type === 'symlink')).toMatchObject({ path: 'usr/bin/env', size: 0 });
  });

  it('is sorted by path', async () => {
    const all = (await tree(sampleImage)).map(({ path }) => path);
    expect(all).toEqual([...all].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
  });

  it('shows what a later layer removes, before it does', async () => {
    expect(paths(await tree(sampleImage, '--layer', '3'), 'tmp/')).toEqual(['tmp/history-2025.tar.gz']);
    expect(paths(await tree(sampleImage, '--layer', '5'), 'tmp/')).toEqual([]);
  });

  it('takes a line for a layer', async () => {
    const atLine = (line: string) => tree(sampleImage, '-f', sampleDockerfile, '--line', line);
    expect(await atLine('28')).toEqual(await tree(sampleImage, '--layer', '4'));
    // The second line of an instruction, and a line that makes no layer.
    expect(await atLine('23')).toEqual(await tree(sampleImage, '--layer', '1'));
    expect(await atLine('40')).toEqual(await tree(sampleImage, '--layer', '12'));
  });

  it('prints text as ls does', async () => {
    const { stdout } = await runCli(['tree', sampleImage]);
    expect(stdout).toMatch(/^drwxr-xr-x +1000:1000 +12 {2}srv\/status\/$/m);
    expect(stdout).toMatch(/^lrwxrwxrwx +0:0 +0 {2}usr\/bin\/env -> \S+$/m);
  });

  it('writes hostile names out, and does not obey them', async () => {
    const name = 'evil\u001b]0;owned\u0007\u202etxt.exe';
    const archive = await writeArchive(await ociFiles([{ layers: [{ members: [{ name, content: 'x' }] }] }]));
    const { stdout } = await runCli(['tree', archive]);
    expect(stdout).toContain('evil\\x1b]0;owned\\x07\\u202etxt.exe');
    const report = await runCli(['analyze', archive, '--color', 'never']);
    expect(report.stdout + report.stderr).not.toMatch(/[\u001b\u0007\u202e]/);
  });

  it.each([
    [['--layer', '13'], 'There is no layer 13. The image has layers 0 to 12.'],
    [['--layer', '-1'], "option '-l, --layer <n>' argument '-1' is invalid. It must be a whole number."],
    [['--line', '30'], 'No instruction stands at line 30 of Dockerfile. Name a line of an instruction.'],
    [['--line', '5'], 'Line 5 is in stage assets, which the image does not contain.'],
    [['--line', '5', '--layer', '2'], "option '-l, --layer <n>' cannot be used with option '--line <n>'"],
  ])('%j is told off', async (args, message) => {
    const { code, stdout, stderr } = await runCli(['tree', sampleImage, ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`layerwise: ${message}`);
    expect(stderr.trimEnd()).not.toContain('\n');
  });
});
