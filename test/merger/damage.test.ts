import { execFileSync, spawnSync } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { MergerOptions } from '../../src/merger/startMerger.ts';
import { fakeEngine } from '../sources/engine/fakeEngine.ts';
import {
  blobName,
  digest,
  fileOf,
  layerOf,
  ociFiles,
  temporaryDirectory,
  writeArchive,
  writeDirectory,
} from '../support/imageBuilder.ts';
import { program } from './support/child.ts';
import { specOf } from './support/images.ts';
import { opened, startTestMerger } from './support/startTestMerger.ts';
import { walk } from './support/walk.ts';

const view = { step: 3 };

/** What an image shows, by a merger with this cache. */
async function shown(path: string, cacheDirectory: string | null, engine: Partial<MergerOptions> = {}) {
  const merger = startTestMerger({ cacheDirectory, ...engine });
  const summary = await opened(merger, path);
  const rows = await walk(merger, view);
  // Waits until all is written.
  await merger.ask('release', { image: 'image' });
  return { summary, rows };
}

/** An image whose second layer is spoilt, and a cache. */
async function damaged(spoil: (blob: Uint8Array) => Uint8Array) {
  const files = await ociFiles([specOf('gzip')]);
  const name = blobName(digest((await layerOf(specOf('gzip').layers[1])).blob));
  files.set(name, spoil(Uint8Array.from(fileOf(files, name))));
  return { path: await writeDirectory(files), cache: join(await temporaryDirectory(), 'cache') };
}

describe('a layer whose blob', () => {
  it.each<[string, (blob: Uint8Array) => Uint8Array]>([
    ['is cut', (blob) => blob.subarray(0, blob.length - 30)],
    ['is empty', () => new Uint8Array(0)],
    ...[15, 40, 70, 100].map((at): [string, (blob: Uint8Array) => Uint8Array] => [
      `has a flipped bit at ${at}`,
      (blob) => blob.with(at, blob[at] ^ 4),
    ]),
  ])('%s is a failure, the others are whole, and the cache does not hide it', async (_, spoil) => {
    const { path, cache } = await damaged(spoil);
    const first = await shown(path, cache);
    expect(first.summary.failures.map(({ layer }) => layer)).toEqual([1]);
    expect(first.summary.layers.map(({ entries }) => entries)).toMatchObject([9, expect.anything(), 4, 3]);
    expect(await shown(path, cache)).toEqual(first);
    expect(await readdir(cache)).toHaveLength(3);
  });
});

it.each([
  ['cut', (file: Uint8Array) => file.subarray(0, file.length - 7)],
  ['flipped', (file: Uint8Array) => file.with(90, file[90] ^ 1)],
  ['of another version', (file: Uint8Array) => file.with(4, 99)],
  ['empty', () => new Uint8Array(0)],
])('files of the cache that are %s change nothing, and are made anew', async (_, spoil) => {
  const path = await writeArchive(await ociFiles([specOf('gzip')]));
  const cache = join(await temporaryDirectory(), 'cache');
  const first = await shown(path, cache);
  const files = (await readdir(cache)).map((name) => join(cache, name));
  const whole = await Promise.all(files.map((file) => readFile(file)));
  for (const file of files) await writeFile(file, spoil(await readFile(file)));
  expect(await shown(path, cache)).toEqual(first);
  expect(await Promise.all(files.map((file) => readFile(file)))).toEqual(whole);
});

/** Another user, when this one is root, who may write everywhere; null where there is no way to be one. */
function anotherUser(): string[] | null {
  if (process.getuid?.() !== 0) return [];
  const nobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
  const [command, ...args] = [...nobody, process.execPath, '--version'];
  return spawnSync(command, args).status === 0 ? nobody : null;
}

it('a cache that may not be written changes nothing', async ({ skip }) => {
  const user = anotherUser();
  if (user === null) return skip('root may write everywhere, and there is no setpriv to be another user');
  const run = await program(`
    const merger = startMerger({ file, cacheDirectory: args[1] });
    const { failures } = await merger.ask('open', { key: 'image', path: args[0] });
    const { total } = await merger.ask('changes', { image: 'image', view: { step: 3, since: 0 } });
    await merger.ask('release', { image: 'image' });
    console.log(JSON.stringify({ failures, total }));
    await merger.stop();`);
  const path = await writeArchive(await ociFiles([specOf('gzip')]));
  const cache = join(dirname(path), 'cache');
  await mkdir(cache, { mode: 0o555 });
  await chmod(dirname(path), 0o755);
  const { code, stdout, stderr } = await run([path, cache], { wrapper: user });
  expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '{"failures":[],"total":8}\n', stderr: '' });
  expect(await readdir(cache)).toEqual([]);
});

/** A file system with room for so many bytes; false where this user cannot have one. */
async function tinyFileSystem(bytes: number): Promise<string | null> {
  const directory = join(await temporaryDirectory(), 'tiny');
  await mkdir(directory);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', directory], { stdio: 'ignore' });
  } catch {
    return null;
  }
  onTestFinished(() => void execFileSync('umount', [directory]));
  return directory;
}

/** Its last layer has no room in a small cache. */
function largeSpec() {
  const members = Array.from({ length: 3000 }, (_, i) => ({ name: `a/rather/long/path/${i}`, content: `${i}` }));
  const { layers } = specOf('gzip');
  return { layers: [...layers.slice(0, 3), { members, compression: 'gzip' as const }] };
}

it('a disk that is full changes nothing', async ({ skip }) => {
  const directory = await tinyFileSystem(64 * 1024);
  if (directory === null) return skip('mounting a small file system needs root');
  const path = await writeArchive(await ociFiles([largeSpec()]));
  const plain = await shown(path, null);
  expect(await shown(path, directory)).toEqual(plain);
  // The small layers found room; what did not was taken away again.
  expect(await readdir(directory)).toHaveLength(3);
  expect(await shown(path, directory)).toEqual(plain);
});

it('a disk that is full changes nothing of an image that comes from an engine', async ({ skip }) => {
  const directory = await tinyFileSystem(64 * 1024);
  if (directory === null) return skip('mounting a small file system needs root');
  const { env } = await fakeEngine(largeSpec());
  const from = (cache: string | null) => shown('docker://web:1.0', cache, { engines: true, env });
  const plain = await from(null);
  expect(plain.summary.failures).toEqual([]);
  expect(await from(directory)).toEqual(plain);
  expect((await readdir(directory)).length).toBeGreaterThan(0);
  expect(await from(directory)).toEqual(plain);
});
