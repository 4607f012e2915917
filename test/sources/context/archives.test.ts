import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import type { Archive } from '../../../src/core/context/archive.ts';
import { archiveBounds } from '../../../src/sources/context/archiveBudget.ts';
import { archiveMemory } from '../../../src/sources/context/archiveMemory.ts';
import { packTar } from '../../support/packTar.ts';
import type { Member } from '../../support/tarMember.ts';

const folder = await mkdtemp(join(tmpdir(), 'layerwise-archives-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

let count = 0;

async function written(bytes: Uint8Array | string, name = 'a.tar'): Promise<string> {
  const path = join(folder, `${count++}-${name}`);
  await writeFile(path, bytes);
  return path;
}

async function looked(paths: readonly string[], bounds = {}): Promise<(Archive | null)[]> {
  const found = await archiveMemory({ ...archiveBounds, ...bounds }).look(paths, new AbortController().signal);
  return paths.map((path) => found.get(path) ?? null);
}

/** As in `listed`: a slash behind folders. */
async function unpacked(members: readonly Member[]): Promise<readonly string[]> {
  const [archive] = await looked([await written(await packTar(members))]);
  if (archive === null || 'unread' in archive) throw new Error('not looked into');
  return archive.entries.map(({ path, kind, bytes }) =>
    kind === 'directory' ? `${path}/` : `${path} ${kind} ${bytes}`,
  );
}

describe('what comes of an archive', () => {
  it.each<[string, Member[], string[]]>([
    ['files with their folders', [{ name: 'a/b/c', content: 'xy' }], ['a/b/', 'a/', 'a/b/c file 2']],
    [
      'not its root',
      [
        { name: './', type: 'directory' },
        { name: './a', content: 'x' },
      ],
      ['a file 1'],
    ],
    ['no higher than where it is unpacked', [{ name: '../../a', content: 'x' }], ['a file 1']],
    [
      'the last of one name',
      [
        { name: 'a', content: 'x' },
        { name: './a', content: 'xyz' },
      ],
      ['a file 3'],
    ],
    ['a link', [{ name: 'a', type: 'symlink', linkname: '/etc' }], ['a link 0']],
    [
      'a second name without bytes',
      [
        { name: 'a', content: 'x' },
        { name: 'b', type: 'link', linkname: 'a' },
      ],
      ['a file 1', 'b file 0'],
    ],
    [
      'not what was in a folder that a file has covered',
      [
        { name: 'd/x/y', content: 'x' },
        { name: 'd', content: 'x' },
      ],
      ['d file 1'],
    ],
    [
      'what is behind a link',
      [
        { name: 'd', type: 'symlink', linkname: 'e' },
        { name: 'd/x', content: 'x' },
      ],
      ['d link 0', 'd/x file 1'],
    ],
  ])('%s', async (_, members, wanted) => {
    expect(await unpacked(members)).toEqual(wanted);
  });
});

describe('what is no archive to the builder', () => {
  it.each<[string, Uint8Array | string]>([
    ['a text', 'x'.repeat(2000)],
    ['nothing', ''],
    ['zeros', new Uint8Array(10_240)],
    ['a compressed text', gzipSync('x'.repeat(2000))],
    ['a compressed text by bzip2', 'BZh91AY'],
    ['what only begins as if it were compressed', Buffer.from([0x1f, 0x8b, 8, 1, 2, 3])],
  ])('%s', async (_, bytes) => {
    expect(await looked([await written(bytes, 'a.gz'), join(folder, 'gone')])).toEqual([null, null]);
  });
});

describe('what is not looked into', async () => {
  const tar = await packTar([
    { name: 'a', content: 'x'.repeat(5000) },
    { name: 'd/b', content: 'x' },
  ]);
  const zipped = gzipSync(tar);

  it.each<[string, Uint8Array | string, string, object, string]>([
    ['more bytes than are to be inflated', zipped, 'a.tar.gz', { inflatedBytes: 5000 }, 'more than 5 kB of archives'],
    ['more files', tar, 'a.tar', { entries: 2 }, 'more than 2 files in archives'],
    ['longer than it may take', zipped, 'a.tar.gz', { milliseconds: -1 }, 'it takes too long'],
    ['a compression that is not read here', 'BZh91AY', 'a.tar.bz2', {}, 'bzip2 cannot be read here'],
    ['one that is cut off', tar.subarray(0, 3000), 'a.tar', {}, 'it is damaged'],
    [
      'a compressed one that is cut off',
      gzipSync(await packTar([{ name: 'a', content: new Uint8Array(9e6).map((_, at) => at * at) }])).subarray(0, -5000),
      'a.tgz',
      {},
      'it is damaged',
    ],
    [
      'a name that no file system takes',
      await packTar([{ name: 'a/'.repeat(2500), content: 'x' }]),
      'a.tar',
      {},
      'a name in it is too long for any file system',
    ],
  ])('%s', async (_, bytes, name, bounds, unread) => {
    expect(await looked([await written(bytes, name)], bounds)).toEqual([{ unread }]);
  });

  it('all archives of a context share what may be spent', async () => {
    const paths = [await written(tar), await written(tar), await written(tar)];
    const found = await looked(paths, { entries: 7 });
    expect(found.map((archive) => archive !== null && 'unread' in archive)).toEqual([false, false, true]);
  });

  it('a tar that inflates to a million times its size costs no more than what may be spent', async () => {
    const bomb = gzipSync(
      Buffer.concat([(await packTar([{ name: 'a', content: '' }])).subarray(0, 512), new Uint8Array(3e7)]),
    );
    expect(await looked([await written(bomb)], { inflatedBytes: 1e6 })).toEqual([
      { unread: 'more than 1 MB of archives' },
    ]);
  });

  it('is given up when nobody waits for it any more', async () => {
    const path = await written(zipped, 'a.tar.gz');
    await expect(archiveMemory().look([path], AbortSignal.abort(new Error('left')))).rejects.toThrow('left');
  });
});

it('an archive that stays as it is is read once, and one that changes again', async () => {
  const memory = archiveMemory();
  const { signal } = new AbortController();
  const path = await written(await packTar([{ name: 'a', content: 'x' }]));
  const first = (await memory.look([path], signal)).get(path);
  expect((await memory.look([path], signal)).get(path)).toBe(first);
  await writeFile(path, await packTar([{ name: 'b', content: 'x' }]));
  await utimes(path, 1, 1);
  expect((await memory.look([path], signal)).get(path)).toEqual({ entries: [{ path: 'b', kind: 'file', bytes: 1 }] });
  await memory.look([], signal);
  expect((await memory.look([path], signal)).get(path)).not.toBe(first);
});
