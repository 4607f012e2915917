import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cacheSize } from '../../src/cli/cacheSize.ts';
import { Failure } from '../../src/core/error.ts';
import { temporaryDirectory } from '../support/imageBuilder.ts';
import { runCli, sampleImage } from '../support/runCli.ts';

it.each([
  ['0', 0],
  ['1234', 1234],
  ['1234B', 1234],
  ['200MB', 200e6],
  ['200 mb', 200e6],
  ['3k', 3000],
  ['1.5GiB', 1.5 * 2 ** 30],
  [' 2TiB ', 2 * 2 ** 40],
  ['', undefined],
])('%j is %s bytes', (text, bytes) => {
  expect(cacheSize({ LAYERWISE_CACHE_SIZE: text })).toBe(bytes);
});

it.each(['much', '-1', '1e9', '5 XB', '1iB', 'MB', '1,5GB', '0x10', '1'.repeat(400)])('%j is no size', (text) => {
  expect(() => cacheSize({ LAYERWISE_CACHE_SIZE: text })).toThrow(Failure);
});

describe('LAYERWISE_CACHE_SIZE', () => {
  const run = async (size: string, ...args: string[]) =>
    runCli(args, {
      env: { LAYERWISE_CACHE_SIZE: size, LAYERWISE_CACHE_DIR: join(await temporaryDirectory(), 'cache') },
    });

  it('is what the cache takes at most', async () => {
    expect((await run('200MB', 'cache', 'info')).stdout).toContain('of at most 200 MB');
    expect(JSON.parse((await run('1GiB', 'cache', 'info', '--format', 'json')).stdout)).toMatchObject({
      maxBytes: 2 ** 30,
    });
  });

  it('of little keeps little, and changes nothing else', async () => {
    const env = { LAYERWISE_CACHE_DIR: join(await temporaryDirectory(), 'cache'), LAYERWISE_CACHE_SIZE: '100' };
    const plain = await runCli(['analyze', sampleImage, '--no-cache'], { env });
    expect(await runCli(['analyze', sampleImage], { env })).toEqual(plain);
    expect((await runCli(['cache', 'info'], { env })).stdout).toContain('Size        0 B of at most 100 B');
  });

  it.each([[['cache', 'info']], [['analyze', sampleImage]]])('that is none is a wrong call of %j', async (args) => {
    const { code, stdout, stderr } = await run('lots', ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe(
      'layerwise: LAYERWISE_CACHE_SIZE is lots, which is no size. Give bytes, or a number with a unit, such as 200MB or 1GiB.\n',
    );
  });
});
