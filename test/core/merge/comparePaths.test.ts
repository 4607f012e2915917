import fc from 'fast-check';
import { expect, it } from 'vitest';
import { comparePaths } from '../../../src/core/merge/comparePaths.ts';
import { mergeLayers } from '../../../src/core/merge/mergeLayers.ts';
import { sortIntegers } from '../../../src/core/merge/sortIntegers.ts';
import { compareBytes } from '../../../src/core/merge/xattrs.ts';
import { file, indexOf } from '../../support/members.ts';

/** What sorts before a slash, after it, and where one name begins another. */
const name = fc.constantFrom('a', 'a-', 'a0', 'ab', '-', 'ä');
const paths = fc.array(
  fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('/')),
  { minLength: 1, maxLength: 8 },
);

it('compares paths as their bytes compare', () => {
  fc.assert(
    fc.property(paths, (written) => {
      const { tree } = mergeLayers([indexOf(written.map((path) => file(path, ''))).index]);
      const nodes = Array.from({ length: tree.nodeCount }, (_, node) => node);
      for (const a of nodes) {
        for (const b of nodes) {
          const expected = Math.sign(compareBytes(tree.pathBytes(a), tree.pathBytes(b)));
          expect(Math.sign(comparePaths(tree.names, a, b))).toBe(expected);
        }
      }
    }),
    { numRuns: 300 },
  );
});

it('sorts as the engine does, equals in the order they had', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(0xffffffff), { maxLength: 70 }), (numbers) => {
      const compare = (a: number, b: number) => (b % 5) - (a % 5);
      const given = Uint32Array.from(numbers);
      expect([...sortIntegers(given, compare)]).toEqual(numbers.toSorted(compare));
      expect([...given]).toEqual(numbers);
    }),
  );
});
