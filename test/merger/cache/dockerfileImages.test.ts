import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cacheHealth } from '../../../src/merger/cache/cacheHealth.ts';
import { clearCache } from '../../../src/merger/cache/cacheUse.ts';
import { encodeDocument } from '../../../src/merger/cache/checkedDocument.ts';
import { keepDockerfileImages, recallDockerfileImages } from '../../../src/merger/cache/dockerfileImages.ts';
import { temporaryDirectory } from '../../support/imageBuilder.ts';

const uri = 'file:///web/Dockerfile';
const images = {
  now: { image: { path: '/web/image.tar', tag: 'web:1' }, id: 'sha256:b' },
  before: { image: { reference: 'docker://web:1' }, id: 'sha256:a' },
};

describe('which images a Dockerfile had', () => {
  it('is kept by its URI, and replaced by what is newer', async () => {
    const directory = join(await temporaryDirectory(), 'new');
    expect(await recallDockerfileImages(directory, uri)).toBeNull();
    await keepDockerfileImages(directory, uri, images);
    await keepDockerfileImages(directory, uri, { ...images, before: null });
    expect(await recallDockerfileImages(directory, uri)).toEqual({ ...images, before: null });
    expect(await recallDockerfileImages(directory, 'file:///other/Dockerfile')).toBeNull();
    expect(await readdir(directory)).toHaveLength(1);
    expect(await cacheHealth(directory)).toEqual({ files: 1, damaged: 0, unchecked: 0 });
  });

  it.each([
    ['nothing', ''],
    ['no checksum', JSON.stringify({ uri, ...images })],
    ['half', Buffer.from(encodeDocument({ uri, ...images })).subarray(0, -9)],
    ['another Dockerfile', encodeDocument({ ...images, uri: 'file:///else' })],
    ['a place that is none', encodeDocument({ uri, ...images, before: { image: { path: 7 }, id: 'sha256:a' } })],
    ['an image without an ID', encodeDocument({ uri, ...images, now: { image: { path: '/a' } } })],
  ])('is not known where the file has %s', async (_, content) => {
    const directory = await temporaryDirectory();
    await keepDockerfileImages(directory, uri, images);
    const [name] = await readdir(directory);
    await writeFile(join(directory, name), content);
    expect(await recallDockerfileImages(directory, uri)).toBeNull();
  });

  it('goes with the rest of the cache, and is not kept where nothing can be written', async () => {
    const directory = await temporaryDirectory();
    await keepDockerfileImages(directory, uri, images);
    await clearCache(directory);
    expect(await readdir(directory)).toEqual([]);
    await expect(keepDockerfileImages('/proc/nowhere', uri, images)).resolves.toBeUndefined();
  });
});
