import fc from 'fast-check';
import { expect, it } from 'vitest';
import { largestPlaces } from '../../../src/core/picture/largestPlaces.ts';

it.each([
  ['small', 1000],
  ['too large to be packed', Number.MAX_SAFE_INTEGER],
])('finds the largest first as a plain sort does, with numbers that are %s', (_, max) => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.constant(7), fc.nat({ max }))), (numbers) => {
      const expected = numbers.map((_, place) => place).sort((a, b) => numbers[b] - numbers[a] || a - b);
      expect([...largestPlaces(Float64Array.from(numbers))]).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});
