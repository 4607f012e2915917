import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  blobName,
  digest,
  type ImageSpec,
  layerOf,
  ociFiles,
  temporaryDirectory,
  writeDirectory,
} from '../support/imageBuilder.ts';
import { type CliRun, runCli } from '../support/runCli.ts';

const spec: ImageSpec = {
  layers: [
    { members: [{ name: 'a', content: 'a' }], compression: 'gzip' },
    { members: [{ name: 'a', content: 'b' }], compression: 'gzip' },
  ],
};

/** A cache and an image of its own; `spoil` puts garbage in place of its layers. */
async function setUp() {
  const cache = join(await temporaryDirectory(), 'cache');
  const image = await writeDirectory(await ociFiles([spec]));
  const run = (...args: string[]): Promise<CliRun> => runCli(args, { env: { LAYERWISE_CACHE_DIR: cache } });
  const spoil = async (): Promise<void> => {
    for (const layer of spec.layers) {
      const { blob } = await layerOf(layer);
      await writeFile(join(image, blobName(digest(blob))), Buffer.alloc(blob.length, 'garbage'));
    }
  };
  return { cache, image, run, spoil };
}

describe.each(['analyze', 'tree'])('layerwise %s', (command) => {
  it.each(['text', 'json'])('prints the same %s with the cache, and reads no layer', async (format) => {
    const { image, run, spoil } = await setUp();
    const call = [command, image, '--format', format];
    const plain = await run(...call, '--no-cache');
    expect(plain).toMatchObject({ code: 0, stderr: '' });
    expect(await run(...call)).toEqual(plain);
    await spoil();
    expect(await run(...call)).toEqual(plain);
  });

  it.each(['--no-cache', '--verify'])('reads everything with %s', async (option) => {
    const { image, run, spoil } = await setUp();
    await run(command, image);
    await spoil();
    expect((await run(command, image)).code).toBe(0);
    expect((await run(command, image, option)).code).toBe(3);
  });

  it('keeps nothing with --no-cache', async () => {
    const { cache, image, run } = await setUp();
    await run(command, image, '--no-cache');
    await expect(readdir(cache)).rejects.toThrow('ENOENT');
  });

  it('does without a cache it cannot use', async () => {
    const { cache, image, run } = await setUp();
    await writeFile(cache, 'a file in its place');
    expect(await run(command, image)).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('layerwise cache', () => {
  it('info tells where it is and what it takes', async () => {
    const { cache, image, run } = await setUp();
    const empty = { schema: 'layerwise.cache/1', directory: cache, layers: 0, bytes: 0, maxBytes: 512 * 2 ** 20 };
    const json = async (): Promise<unknown> => JSON.parse((await run('cache', 'info', '--format', 'json')).stdout);
    expect(await json()).toEqual({ ...empty, oldestUse: null });
    const before = Date.now();
    await run('analyze', image);
    const { bytes, oldestUse, ...rest } = (await json()) as { bytes: number; oldestUse: string };
    expect({ ...rest, bytes: 0 }).toEqual({ ...empty, layers: 2 });
    expect(bytes).toBeGreaterThan(200);
    expect(Math.abs(Date.parse(oldestUse) - before)).toBeLessThan(60_000);
    const { stdout, code, stderr } = await run('cache', 'info');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(
      [
        `Directory   ${cache}`,
        'Layers      2',
        `Size        ${bytes} B of at most 537 MB`,
        `Oldest use  ${oldestUse}`,
        '',
      ].join('\n'),
    );
  });

  it('clear removes what is in it, and nothing else', async () => {
    const { cache, image, run } = await setUp();
    expect((await run('cache', 'clear')).stdout).toBe('Removed 0 layers, 0 B.\n');
    await run('analyze', image);
    await writeFile(join(cache, 'notes.txt'), 'not ours');
    expect((await run('cache', 'clear')).stdout).toMatch(/^Removed 2 layers, \d+ B\.\n$/);
    expect(await readdir(cache)).toEqual(['notes.txt']);
  });

  it('says what is wrong with the directory', async () => {
    const { cache, run } = await setUp();
    await writeFile(cache, 'a file in its place');
    for (const command of ['info', 'clear']) {
      const { code, stdout, stderr } = await run('cache', command);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/^layerwise: Cannot (look into|clear) the cache .*: ENOTDIR.*LAYERWISE_CACHE_DIR.*\n$/);
    }
  });

  it('names a wrong call in one line', async () => {
    const { run } = await setUp();
    const { code, stderr } = await run('cache', 'info', '--format', 'yaml');
    expect({ code, lines: stderr.split('\n').length }).toEqual({ code: 2, lines: 2 });
    expect(stderr).toContain('Allowed choices are text, json.');
  });
});

it('several processes fill one cache, and all print the same', async () => {
  const { cache, image, run, spoil } = await setUp();
  await mkdir(cache);
  const plain = await run('analyze', image, '--no-cache');
  const runs = await Promise.all(Array.from({ length: 6 }, () => run('analyze', image)));
  for (const each of runs) expect(each).toEqual(plain);
  expect(await readdir(cache)).toHaveLength(2);
  await spoil();
  expect(await run('analyze', image)).toEqual(plain);
});
