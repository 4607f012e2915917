import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dir, file, hardlink, type LayerMember, opaque, symlink, whiteout } from '../../support/members.ts';
import { merged } from '../../support/merged.ts';
import { oracle } from '../../support/oracle.ts';

const path = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
const attributes = fc.record({ mode: fc.constantFrom(0o644, 0o4755), uid: fc.constantFrom(0, 7) });

const member: fc.Arbitrary<LayerMember> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(path, fc.constantFrom('', '1', '2', 'xx', 'yy'), attributes).map((a) => file(...a)),
  },
  { weight: 3, arbitrary: fc.tuple(path, attributes).map((a) => dir(...a)) },
  { weight: 2, arbitrary: fc.tuple(path, fc.constantFrom('a', 'b/c')).map((a) => symlink(...a)) },
  { weight: 3, arbitrary: fc.tuple(path, path).map((a) => hardlink(...a)) },
  { weight: 4, arbitrary: path.map(whiteout) },
  { weight: 2, arbitrary: fc.oneof(path, fc.constant('')).map(opaque) },
);

const layers = fc.array(fc.array(member, { maxLength: 9 }), { minLength: 1, maxLength: 6 });

it('agrees with the oracle in trees, changes and waste at every layer', () => {
  fc.assert(
    fc.property(layers, (stack) => {
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
    fc.property(layers, (stack) => {
      const { shipped, visible, wasted } = merged(stack);
      expect(shipped).toEqual(visible.map((bytes, layer) => bytes + wasted[layer]));
    }),
    { numRuns: 300 },
  );
});
