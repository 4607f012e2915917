import { expect, it } from 'vitest';
import type { LayerIndex } from '../../src/core/merge/layerIndex.ts';
import { mergeLayers } from '../../src/core/merge/mergeLayers.ts';
import { treeHashes } from '../../src/core/treeHashes.ts';
import { file, indexOf, type LayerMember } from '../support/members.ts';

const large = 'x'.repeat(1_000_000);
const stack = [
  [file('a', large), file('b', 'small'), file('c', large), file('alone', `${large}x`)],
  [file('b', 'smell'), file('d', 'small')],
];

/** As a plain layer is read: nothing is hashed. */
const plain = (members: readonly LayerMember[]): LayerIndex => {
  const { index } = indexOf(members);
  index.hash.fill(0);
  return index;
};
const wanted = (layers: readonly LayerIndex[]) => treeHashes(mergeLayers(layers).tree).map((entries) => [...entries]);

it('are of what covers one of its size, and of large files of one size', () => {
  expect(wanted(stack.map(plain))).toEqual([[0, 1, 2], [0]]);
});

it('are none where all is hashed', () => {
  expect(wanted(stack.map((members) => indexOf(members).index))).toEqual([[], []]);
});

it('are of those only that are not hashed yet', () => {
  expect(wanted([indexOf(stack[0]).index, plain(stack[1])])).toEqual([[], [0]]);
});
