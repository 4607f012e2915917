import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { cacheDirectory } from '../../../src/merger/cache/cacheDirectory.ts';

const home = { HOME: '/home/u', USERPROFILE: '/home/u' };

it.each<[NodeJS.Platform, Record<string, string>, string]>([
  ['linux', {}, '/home/u/.cache/layerwise'],
  ['linux', { XDG_CACHE_HOME: '/var/cache/u' }, '/var/cache/u/layerwise'],
  ['linux', { XDG_CACHE_HOME: 'relative' }, '/home/u/.cache/layerwise'],
  ['darwin', { XDG_CACHE_HOME: '/var/cache/u' }, '/home/u/Library/Caches/layerwise'],
  ['win32', { LOCALAPPDATA: '/home/u/Local' }, '/home/u/Local/layerwise/Cache'],
  ['win32', {}, '/home/u/AppData/Local/layerwise/Cache'],
  ['linux', { XDG_CACHE_HOME: '/var/cache/u', LAYERWISE_CACHE_DIR: '/mine' }, resolve('/mine')],
  ['linux', { LAYERWISE_CACHE_DIR: 'mine' }, resolve('mine')],
  ['linux', { LAYERWISE_CACHE_DIR: '' }, '/home/u/.cache/layerwise'],
])('on %s with %o it is %s', (platform, env, expected) => {
  expect(cacheDirectory({ ...home, ...env }, platform)).toBe(join(expected));
});
