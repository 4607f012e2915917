import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeLayers } from '../../../src/core/merge/mergeLayers.ts';
import { joinLayers } from '../../../src/core/whatIf/joinLayers.ts';
import { suggestJoins } from '../../../src/core/whatIf/suggestJoins.ts';
import { withoutLayers } from '../../../src/core/whatIf/withoutLayers.ts';
import { anyStack } from '../../support/anyStack.ts';
import { indexOf, type LayerMember } from '../../support/members.ts';
import { oracle } from '../../support/oracle.ts';
import { squash } from '../../support/squash.ts';

const treeOf = (stack: readonly LayerMember[][]) => mergeLayers(stack.map((members) => indexOf(members).index)).tree;
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** The last tree, without who wrote what: that is what joining changes. */
const finalTree = (stack: readonly LayerMember[][]) =>
  oracle(stack)
    .trees.at(-1)
    ?.map((line) => line.replace(/ @\d+$/, ''));

/** A stack and two of its layers, in order. */
const stackAndRange = anyStack.chain((stack) => {
  const layer = fc.nat({ max: stack.length - 1 });
  return fc.tuple(fc.constant(stack), layer, layer).map(([, a, b]) => ({
    stack,
    range: { first: Math.min(a, b), last: Math.max(a, b) },
  }));
});

describe('against layers joined and left out for real', () => {
  it('joining saves what it says, and leaves the image as it was', () => {
    fc.assert(
      fc.property(stackAndRange, ({ stack, range }) => {
        const joined = squash(stack, range.first, range.last);
        expect(finalTree(joined)).toEqual(finalTree(stack));
        const saved = sum(oracle(stack).shipped) - sum(oracle(joined).shipped);
        expect(joinLayers(treeOf(stack), range).savedBytes).toBe(saved);
      }),
      { numRuns: 2000 },
    );
  });

  it('leaving out changes shipped, visible and wasted bytes as it says', () => {
    fc.assert(
      fc.property(stackAndRange, ({ stack, range: { first, last } }) => {
        const layers = [...new Set([first, last])];
        const now = oracle(stack);
        const then = oracle(stack.filter((_, layer) => !layers.includes(layer)));
        const without = withoutLayers(treeOf(stack), layers);
        expect({ ...without, lostBytes: 0, restoredBytes: 0 }).toEqual({
          layers,
          savedBytes: sum(now.shipped) - sum(then.shipped),
          visibleChange: sum(then.visible) - sum(now.visible),
          wastedChange: sum(then.wasted) - sum(now.wasted),
          lostBytes: 0,
          restoredBytes: 0,
        });
      }),
      { numRuns: 2000 },
    );
  });

  it('suggests the ranges that pay best, of all there are', () => {
    fc.assert(
      fc.property(anyStack, fc.nat({ max: 2 }), fc.integer({ min: 1, max: 4 }), (stack, from, most) => {
        const tree = treeOf(stack);
        const gain = ({ first, last }: { first: number; last: number }): number =>
          joinLayers(tree, { first, last }).savedBytes / (last - first);
        const found = suggestJoins(tree, from, most);
        const best = helpfulRanges(stack, from)
          .map(gain)
          .filter((bytes) => bytes > 0)
          .sort((a, b) => b - a);
        expect(found.map(gain)).toEqual(best.slice(0, most));
        expect(new Set(found.map(({ first, last }) => `${first}-${last}`)).size).toBe(found.length);
      }),
      { numRuns: 1000 },
    );
  });
});

/** From a layer that writes to a later one that makes some of it useless. */
function helpfulRanges(stack: readonly LayerMember[][], from: number) {
  const pairs = new Set(oracle(stack).waste.map((line) => line.split(' ')[2]));
  return [...pairs]
    .map((pair) => pair.split('>').map(Number))
    .map(([first, last]) => ({ first, last }))
    .filter(({ first, last }) => from <= first && first < last);
}
