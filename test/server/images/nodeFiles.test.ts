import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { nodeFiles } from '../../../src/server/images/nodeFiles.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'layerwise-files-'));
  await mkdir(join(folder, 'inner'));
  await writeFile(join(folder, 'a.txt'), 'äbc');
  await utimes(join(folder, 'a.txt'), 5, 5);
  await symlink(join(folder, 'a.txt'), join(folder, 'link'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

it('reads a file up to a size', async () => {
  expect(await nodeFiles.readFile(join(folder, 'a.txt'), 4)).toBe('äbc');
  await expect(nodeFiles.readFile(join(folder, 'a.txt'), 3)).rejects.toThrow('it has more than 3 bytes');
});

it('takes folders and what is not there for no file', async () => {
  for (const name of ['nothing', 'inner', 'a.txt/inner']) {
    expect(await nodeFiles.readFile(join(folder, name), 10)).toBeNull();
  }
});

it.runIf(process.platform === 'linux')('reads no more than allowed of a file that hides its size', async () => {
  await expect(nodeFiles.readFile('/proc/self/maps', 10)).rejects.toThrow('it has more than 10 bytes');
});

it('takes devices for no file', async () => {
  expect(await nodeFiles.readFile('/dev/zero', 10)).toBeNull();
});

it('lists a folder up to a number', async () => {
  const entries = (await nodeFiles.readDirectory(folder, 10)) ?? [];
  expect(entries.toSorted((one, other) => (one.name < other.name ? -1 : 1))).toEqual([
    { name: 'a.txt', kind: 'file' },
    { name: 'inner', kind: 'directory' },
    { name: 'link', kind: 'other' },
  ]);
  expect(await nodeFiles.readDirectory(folder, 2)).toHaveLength(2);
  expect(await nodeFiles.readDirectory(join(folder, 'nothing'), 2)).toBeNull();
});

it('looks at what links lead to', async () => {
  expect(await nodeFiles.stat(join(folder, 'link'))).toEqual({ kind: 'file', modified: 5000 });
  expect((await nodeFiles.stat(join(folder, 'inner')))?.kind).toBe('directory');
  expect(await nodeFiles.stat(join(folder, 'nothing'))).toBeNull();
});
