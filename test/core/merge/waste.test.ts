import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mergeLayers } from '../../../src/core/merge/mergeLayers.ts';
import { deadFiles } from '../../../src/core/merge/waste.ts';
import { compareBytes } from '../../../src/core/merge/xattrs.ts';
import { anyStack } from '../../support/anyStack.ts';
import { indexOf } from '../../support/members.ts';

it('lists dead files largest first, then by path, then by layer', () => {
  fc.assert(
    fc.property(anyStack, (stack) => {
      const { tree } = mergeLayers(stack.map((members) => indexOf(members).index));
      const files = [...deadFiles(tree)].map((file) => ({ ...file, path: tree.pathBytes(file.node) }));
      files.sort((a, b) => b.bytes - a.bytes || compareBytes(a.path, b.path) || a.layer - b.layer);
      const sorted = deadFiles(tree).sorted();
      expect([...sorted]).toEqual(files.map(({ path: _path, ...file }) => file));
      expect(sorted.slice(1, 3)).toEqual([...sorted].slice(1, 3));
    }),
    { numRuns: 500 },
  );
});
