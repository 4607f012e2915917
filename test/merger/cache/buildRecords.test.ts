import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keepBuildRecord, recallBuildRecord } from '../../../src/merger/cache/buildRecords.ts';
import { clearCache } from '../../../src/merger/cache/cacheUse.ts';
import { temporaryDirectory } from '../../support/imageBuilder.ts';

const record = {
  text: 'FROM scratch\nCOPY a /\n',
  times: [{ step: 1, seconds: 0.5, cached: false }],
  metadata: { 'buildx.build.provenance': {} },
};

describe('what is known of a build', () => {
  it('is found by the image, the newest first, and of no other', async () => {
    const directory = join(await temporaryDirectory(), 'new');
    expect(await recallBuildRecord(directory, 'sha256:a')).toBeNull();
    await keepBuildRecord(directory, 'sha256:a', { ...record, text: 'FROM before\n' });
    await keepBuildRecord(directory, 'sha256:a', record);
    expect(await recallBuildRecord(directory, 'sha256:a')).toEqual(record);
    expect(await recallBuildRecord(directory, 'sha256:b')).toBeNull();
  });

  it.each([
    ['nothing', ''],
    ['half', '{"image":"sha256:a","rec'],
    ['another image', JSON.stringify({ image: 'sha256:b', record })],
    ['a wrong time', JSON.stringify({ image: 'sha256:a', record: { ...record, times: [{ step: -1, seconds: 'x' }] } })],
  ])('is nothing where the file has %s', async (_, content) => {
    const directory = await temporaryDirectory();
    await keepBuildRecord(directory, 'sha256:a', record);
    const [name] = await readdir(directory);
    await writeFile(join(directory, name ?? ''), content);
    expect(await recallBuildRecord(directory, 'sha256:a')).toBeNull();
  });

  it('goes with the rest of the cache', async () => {
    const directory = await temporaryDirectory();
    await keepBuildRecord(directory, 'sha256:a', record);
    await clearCache(directory);
    expect(await readdir(directory)).toEqual([]);
  });

  it('is not kept where nothing can be written', async () => {
    await expect(keepBuildRecord('/proc/nowhere', 'sha256:a', record)).resolves.toBeUndefined();
  });
});
