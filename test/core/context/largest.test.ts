import fc from 'fast-check';
import { expect, it } from 'vitest';
import { byFolder } from '../../../src/core/context/byFolder.ts';
import { largest } from '../../../src/core/context/largest.ts';

it('the largest are those that sorting all would put first', () => {
  const items = fc.array(fc.nat(6).map((bytes) => ({ bytes })));
  fc.assert(
    fc.property(items, fc.integer({ min: 1, max: 4 }), (all, most) => {
      const sorted = all.filter(({ bytes }) => bytes > 0).toSorted((one, other) => other.bytes - one.bytes);
      expect(largest(all, most)).toEqual(sorted.slice(0, most));
      largest(all, most).forEach((item, at) => expect(item).toBe(sorted[at]));
    }),
  );
});

it('what is known of a folder is worked out once for all that follow each other in it', () => {
  const asked: string[] = [];
  const folderOf = byFolder((folder) => {
    asked.push(folder);
    return folder;
  });
  const paths = ['a', 'b', 'd/a', 'd/b', 'd/ab/c', 'd/c', 'da/c', 'x', 'd/z'];
  expect(paths.map(folderOf)).toEqual(['', '', 'd', 'd', 'd/ab', 'd', 'da', '', 'd']);
  expect(asked).toEqual(['', 'd', 'd/ab', 'd', 'da', '', 'd']);
});
