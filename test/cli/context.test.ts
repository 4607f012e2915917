import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../support/imageBuilder.ts';
import { packTar } from '../support/packTar.ts';
import { runCli } from '../support/runCli.ts';

const FILES: Readonly<Record<string, string>> = {
  Dockerfile: `FROM scratch
ARG DIR=src
COPY $DIR /srv/
COPY . /all/
ADD rootfs.tar https://example.com/x /r/
COPY none /n
`,
  '.dockerignore': '*.log\nbuild\n*.tar2\n',
  'src/a.js': 'x'.repeat(3000),
  'src/deep/b.js': 'x'.repeat(500),
  '.env': 'TOKEN=1\n',
  'build.log': 'x',
  'build/out': 'x',
  'docker/app.Dockerfile': 'FROM scratch\nCOPY . /\n',
  'docker/app.Dockerfile.dockerignore': '*\n!src/deep\n',
};

const EXPECTED = `DOCKERFILE  built from CONTEXT
CONTEXT/.dockerignore leaves out 1 folder and 1 file

Line  Instruction                               Files     Size  Largest
   3  COPY $DIR /srv/                               2   3.5 kB  src/ 3.5 kB, src/deep/ 500 B
   4  COPY . /all/                                  8  8.28 kB  src/ 3.5 kB, src/deep/ 500 B
   5  ADD rootfs.tar https://example.com/x /r/      2     2 kB  rootfs.tar/ 2 kB, rootfs.tar/bin/ 2 kB
      ADD unpacks rootfs.tar: 2 files, 2 kB
      and 1 download
   6  COPY none /n
      not in the context: none

12 files, 13.8 kB from the context, in 4 instructions

What had better stay out
   4  .env goes along, by its name an environment file   .dockerignore: .env
`;

interface Report {
  readonly dockerfile: string;
  readonly ignoreFile: string | null;
  readonly refusedPattern: string | null;
  readonly complete: boolean;
  readonly steps: readonly { readonly instruction: string; readonly files: number; readonly archives: unknown }[];
  readonly files: readonly Readonly<Record<string, unknown>>[];
  readonly leftOut: unknown;
}

async function written(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = await temporaryDirectory();
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}

async function report(...args: string[]): Promise<Report> {
  const { code, stdout, stderr } = await runCli(['context', ...args, '--format', 'json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout) as Report;
}

describe('layerwise context', () => {
  const project = async (): Promise<string> => {
    const rootfs = await packTar([
      { name: 'bin/x', content: 'x'.repeat(2000) },
      { name: 'etc/y', content: 'y' },
    ]);
    return written({ ...FILES, 'rootfs.tar': rootfs });
  };

  it('tells of each line what it brings, and what had better stay out', async () => {
    const context = await project();
    const { code, stdout, stderr } = await runCli(['context', context], { env: { COLUMNS: '120' } });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const told = stdout.replaceAll(context, 'CONTEXT').replace('CONTEXT/Dockerfile ', 'DOCKERFILE ');
    expect(told).toBe(EXPECTED);
  });

  it('has every file with its place in the image as JSON', async () => {
    const context = await project();
    const { dockerfile, ignoreFile, refusedPattern, complete, steps, files, leftOut } = await report(context);
    expect({ dockerfile, ignoreFile, refusedPattern, complete, leftOut }).toEqual({
      dockerfile: join(context, 'Dockerfile'),
      ignoreFile: join(context, '.dockerignore'),
      refusedPattern: null,
      complete: true,
      leftOut: { folders: 1, files: 1, paths: ['build', 'build.log'] },
    });
    expect(steps.map(({ instruction, files: count }) => `${instruction} ${count}`)).toEqual([
      'COPY 2',
      'COPY 8',
      'ADD 2',
      'COPY 0',
    ]);
    expect(steps[2].archives).toEqual([{ path: 'rootfs.tar', files: 2, bytes: 2001, notLookedInto: null }]);
    expect(files).toContainEqual({
      step: 2,
      path: 'src/deep/b.js',
      kind: 'file',
      bytes: 500,
      destination: '/srv/deep/b.js',
    });
    expect(files).toContainEqual({
      step: 4,
      path: 'rootfs.tar',
      kind: 'file',
      bytes: 2000,
      destination: '/r/bin/x',
      member: 'bin/x',
    });
  });

  it('a Dockerfile elsewhere has its own ignore file', async () => {
    const context = await project();
    const file = join(context, 'docker/app.Dockerfile');
    const { ignoreFile, files } = await report('-f', file, context);
    expect(ignoreFile).toBe(`${file}.dockerignore`);
    expect(files.filter(({ kind }) => kind === 'file').map(({ path }) => path)).toEqual(['src/deep/b.js']);
  });

  it('a Dockerfile that is no file has the context’s', async () => {
    const context = await project();
    const stdin = 'FROM scratch\nCOPY src /x\n';
    const { code, stdout } = await runCli(['context', '-f', '-', context, '--format', 'json'], { stdin });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ ignoreFile: join(context, '.dockerignore'), steps: [{ files: 2 }] });
  });

  it('arguments of the build are those of the builder', async () => {
    const context = await project();
    const { steps } = await report(context, '--build-arg', 'OTHER=1', '--build-arg', 'DIR=src/deep');
    expect(steps[0]).toMatchObject({ files: 1, bytes: 500, destination: '/srv' });
  });

  it('nothing is asked for', async () => {
    const { code, stdout } = await runCli(['context', await written({ Dockerfile: 'FROM scratch\nRUN true\n' })]);
    expect(code).toBe(0);
    expect(stdout).toContain('There is no .dockerignore');
    expect(stdout).toContain('No instruction takes anything from the context.');
  });

  it('names of files are text', async () => {
    const folder = await written({
      Dockerfile: 'FROM scratch\nCOPY . /\n',
      '\u001b[2J/a': 'xx',
      '\u001b[2J/.env': 'x',
    });
    const { stdout } = await runCli(['context', folder]);
    expect(stdout).not.toContain('\u001b');
    expect(stdout).toContain('\\x1b[2J/.env goes along');
  });
});

describe('what is wrong ends with 2 and is told in one line', () => {
  it.each<[string, Readonly<Record<string, string>> | null, string[], string]>([
    ['no folder', null, [], 'there is no such folder. Name the folder that you build from.'],
    ['no Dockerfile', { a: 'x' }, [], 'Dockerfile: there is no such file.'],
    [
      'no Dockerfile of that name',
      FILES,
      ['-f', 'no/such.Dockerfile'],
      'Cannot read the Dockerfile no/such.Dockerfile',
    ],
    ['an argument without a value', FILES, ['--build-arg', 'DIR'], 'It must be NAME=VALUE.'],
  ])('%s', async (_, files, args, message) => {
    const folder = files === null ? join(await temporaryDirectory(), 'gone') : await written(files);
    const { code, stdout, stderr } = await runCli(['context', folder, ...args]);
    expect({ code, stdout, lines: stderr.split('\n').length }).toEqual({ code: 2, stdout: '', lines: 2 });
    expect(stderr).toContain(message);
  });

  it.each(['https://example.com/repository.git', '-'])('a context that is no folder here: %s', async (place) => {
    const { code, stderr } = await runCli(['context', place]);
    expect(code).toBe(2);
    expect(stderr).toContain('only a folder on this machine can be looked at');
  });

  it('a pattern that the builder refuses, beside what would be without it', async () => {
    const folder = await written({ ...FILES, '.dockerignore': 'src\n[\n' });
    const { code, stdout, stderr } = await runCli(['context', folder]);
    expect(code).toBe(2);
    expect(stdout).toContain(`The builder refuses ${join(folder, '.dockerignore')}: this is what it would be without.`);
    expect(stderr).toContain('.dockerignore: the builder refuses the pattern "["');
  });
});
