import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyStack } from '../../support/anyStack.ts';
import { merged } from '../../support/merged.ts';
import { oracle } from '../../support/oracle.ts';

it('agrees with the oracle in trees, changes and waste at every layer', () => {
  fc.assert(
    fc.property(anyStack, (stack) => {
      const { warnings: _, ...found } = merged(stack);
      const expected = oracle(stack);
      // vitest's own comparison takes ten times the merge; it is only needed to show a difference.
      if (!isDeepStrictEqual(found, expected)) expect(found).toEqual(expected);
    }),
    { numRuns: 3000 },
  );
});

it('ships what it shows and what it wastes, and nothing else', () => {
  fc.assert(
    fc.property(anyStack, (stack) => {
      const { shipped, visible, wasted } = merged(stack);
      expect(shipped).toEqual(visible.map((bytes, layer) => bytes + wasted[layer]));
    }),
    { numRuns: 300 },
  );
});
