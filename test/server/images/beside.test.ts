import { describe, expect, it } from 'vitest';
import { fullPlace } from '../../../src/core/words/pathOrReference.ts';
import { imagesBeside } from '../../../src/server/images/beside.ts';
import { contextOf } from './choosing.ts';
import type { Content } from './memoryFiles.ts';

async function beside(dockerfile: string, tree: Readonly<Record<string, Content>>): Promise<string[]> {
  const { candidates } = await imagesBeside(dockerfile, contextOf({ tree }));
  return candidates.map((candidate) => fullPlace(candidate).slice('/work/shop/'.length));
}

function archives(...names: string[]): Record<string, Content> {
  return Object.fromEntries(names.map((name, index) => [`/work/shop/${name}`, { modified: index }]));
}

describe('which come first', () => {
  it.each([
    [
      'Dockerfile',
      ['old.tar', 'shop.tar', 'image.tar', 'Dockerfile.tar'],
      ['Dockerfile.tar', 'image.tar', 'shop.tar', 'old.tar'],
    ],
    ['Dockerfile', ['a.tar', 'b.tar.gz', 'c.tgz', 'd.tar.zst'], ['d.tar.zst', 'c.tgz', 'b.tar.gz', 'a.tar']],
    ['Dockerfile.web', ['x.tar', 'web.tar', 'new.tar'], ['web.tar', 'new.tar', 'x.tar']],
    [
      'web.Dockerfile',
      ['web.oci.tar', 'new.tar', 'web.Dockerfile.tar'],
      ['web.Dockerfile.tar', 'web.oci.tar', 'new.tar'],
    ],
    ['Containerfile', ['new.tar', 'Containerfile.tar.gz'], ['Containerfile.tar.gz', 'new.tar']],
    ['Dockerfile', ['image.oci.tar', 'IMAGE.TAR', 'z.tar'], ['IMAGE.TAR', 'image.oci.tar', 'z.tar']],
    ['Dockerfile', ['layout/oci-layout', 'source/main.c', 'notes.txt', 'tar', 'x.tar.xz'], ['layout']],
    ['Dockerfile', ['deep/er/oci-layout', 'deep/image.tar'], []],
    ['Dockerfile.job', ['Dockerfile.web', 'web.tar', 'Dockerfile.web.tar'], []],
    ['Dockerfile', ['Dockerfile.web', 'web.tar', 'old.tar'], ['old.tar']],
  ])('for %s of %s', async (dockerfile, names, expected) => {
    expect(await beside(`/work/shop/${dockerfile}`, archives(...names))).toEqual(expected);
  });

  it('says why', async () => {
    const { candidates } = await imagesBeside(
      '/work/shop/Dockerfile',
      contextOf({ tree: archives('image.tar', 'x.tar') }),
    );
    expect(candidates.map(({ reason }) => reason)).toEqual([
      { kind: 'beside', text: 'beside the Dockerfile, with a name that fits' },
      { kind: 'beside', text: 'beside the Dockerfile' },
    ]);
    expect((await imagesBeside('/work/shop/Dockerfile', contextOf({ tree: archives('x.tar') }))).candidates).toEqual([
      { path: '/work/shop/x.tar', reason: { kind: 'beside', text: 'beside the Dockerfile, the newest image there' } },
    ]);
  });
});

describe('what is an image', () => {
  it('is what the caller says, and not what cannot be asked', async () => {
    const isImage = (path: string) =>
      path.endsWith('broken.tar') ? Promise.reject(new Error('EIO')) : Promise.resolve(path.endsWith('image.tar'));
    const context = contextOf({ tree: archives('image.tar', 'source.tar', 'broken.tar'), isImage });
    const { candidates } = await imagesBeside('/work/shop/Dockerfile', context);
    expect(candidates.map(({ path }) => path)).toEqual(['/work/shop/image.tar']);
  });

  it('is no directory with the name of an archive', async () => {
    expect(await beside('/work/shop/Dockerfile', archives('image.tar/main.c', 'other.tar/oci-layout'))).toEqual([
      'other.tar',
    ]);
  });
});

it('looks at a bounded number of entries, and says so', async () => {
  const names = Array.from({ length: 3000 }, (_, index) => `${index}.tar`);
  const context = contextOf({ tree: archives(...names) });
  const { candidates, problems } = await imagesBeside('/work/shop/Dockerfile', context);
  expect(candidates).toHaveLength(50);
  expect(context.files.accesses.length).toBeLessThanOrEqual(1001);
  expect(problems.map(({ message }) => message)).toEqual([
    'The first 1000 entries of shop were looked at for images. Name the image in layerwise.images if it was not found.',
  ]);
});

it('finds nothing in a folder that is not there, or may not be looked into', async () => {
  expect(await beside('/nowhere/Dockerfile', {})).toEqual([]);
  const files = { ...contextOf({ tree: {} }).files, readDirectory: () => Promise.reject(new Error('EACCES')) };
  const { candidates, problems } = await imagesBeside('/work/Dockerfile', { ...contextOf({ tree: {} }), files });
  expect([candidates, problems]).toEqual([[], [{ file: '/work', message: 'Cannot list /work: EACCES.' }]]);
});
