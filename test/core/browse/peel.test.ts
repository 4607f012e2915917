import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPath } from '../../../src/core/browse/findPath.ts';
import { peel } from '../../../src/core/browse/peel.ts';
import { countChanges } from '../../../src/core/merge/changes.ts';
import { listTree } from '../../../src/core/merge/listTree.ts';
import { anyStack } from '../../support/anyStack.ts';
import { file, hardlink, type LayerMember, opaque, whiteout } from '../../support/members.ts';
import { treeOf } from './browsed.ts';

const cases: [name: string, stack: LayerMember[][], off: number[], paths: string][] = [
  ['what a layer removed comes back', [[file('a', 'x')], [whiteout('a')]], [1], 'a'],
  ['what it hid comes back', [[file('d/a', 'x')], [opaque('d')]], [1], 'd d/a'],
  ['what it brought goes', [[file('a', 'x')], [file('b', 'x')]], [0], 'b'],
  ['a link without its target goes too', [[file('a', 'x')], [hardlink('b', 'a')]], [0], ''],
  ['all', [[file('a', 'x')], [file('b', 'x')]], [0, 1], ''],
  ['none', [[file('a', 'x')], [file('b', 'x')]], [], 'a b'],
];

describe('an image without some layers', () => {
  it.each(cases)('%s', (_, stack, off, paths) => {
    const peeled = peel(treeOf(stack), new Set(off));
    expect(peeled.layers).toEqual(stack.map((_, layer) => layer).filter((layer) => !off.includes(layer)));
    expect(
      listTree(peeled.tree, stack.length - 1)
        .map(({ path }) => path)
        .join(' '),
    ).toBe(paths);
  });
});

it('is what the other layers make of themselves, with the nodes of the whole', () => {
  fc.assert(
    fc.property(anyStack, fc.array(fc.nat({ max: 5 })), (stack, off) => {
      const tree = treeOf(stack);
      const whole = stack.map((_, step) => listTree(tree, step));
      const nodes = Array.from({ length: tree.nodeCount }, (_, node) => tree.path(node));
      const peeled = peel(tree, new Set(off));
      const alone = treeOf(stack.filter((_, layer) => !off.includes(layer)));
      const steps = [-1, ...peeled.layers.keys()];
      expect(steps.map((step) => listTree(peeled.tree, step))).toEqual(steps.map((step) => listTree(alone, step)));
      expect(countChanges(peeled.tree)).toEqual(countChanges(alone));
      expect(nodes.map((path) => findPath(peeled.tree, path))).toEqual([...nodes.keys()]);
      expect(Array.from({ length: peeled.tree.nodeCount }, (_, node) => peeled.tree.path(node))).toEqual(nodes);
      expect(stack.map((_, step) => listTree(tree, step))).toEqual(whole);
    }),
    { numRuns: 1000 },
  );
});
