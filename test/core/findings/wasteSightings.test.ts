import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findSightings } from '../../../src/core/findings/findSightings.ts';
import { rules } from '../../../src/core/findings/rules.ts';
import { summarizeLayers } from '../../../src/core/layerSummary.ts';
import { deadFiles } from '../../../src/core/merge/waste.ts';
import { anyStack } from '../../support/anyStack.ts';
import { treeOf } from './seen.ts';

const onWaste = rules.filter(({ sees }) => sees.by === 'waste');

it('the rules on waste share all wasted bytes of each layer between them', () => {
  fc.assert(
    fc.property(anyStack, (stack) => {
      const tree = treeOf(stack);
      const dead = deadFiles(tree);
      const wasted = summarizeLayers(tree, dead).map(({ wastedBytes }) => wastedBytes);
      const found = findSightings(tree, { rules: onWaste });
      const seen = wasted.map((_, layer) => found.filter((one) => one.layer === layer));
      expect(seen.map((of) => of.reduce((sum, { bytes }) => sum + bytes, 0))).toEqual(wasted);
      expect(found.reduce((sum, { files }) => sum + files, 0)).toBe(dead.length);
    }),
    { numRuns: 500 },
  );
});

it('what rules see is in the order of the layers, most bytes first, whatever the image', () => {
  fc.assert(
    fc.property(anyStack, (stack) => {
      const found = findSightings(treeOf(stack));
      for (const [at, { layer, bytes }] of found.slice(1).entries()) {
        expect(found[at].layer < layer || (found[at].layer === layer && found[at].bytes >= bytes)).toBe(true);
      }
    }),
    { numRuns: 200 },
  );
});
