import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { directoryTotals } from '../../../src/core/browse/directoryTotals.ts';
import { findPath } from '../../../src/core/browse/findPath.ts';
import { summarizeLayers } from '../../../src/core/layerSummary.ts';
import type { MergedTree } from '../../../src/core/merge/mergedTree.ts';
import { deadFiles } from '../../../src/core/merge/waste.ts';
import { anyStack } from '../../support/anyStack.ts';
import { dir, file, hardlink, type LayerMember, opaque, symlink, whiteout } from '../../support/members.ts';
import { type Inode, type Node, trees } from '../../support/oracle.ts';
import { type Stack, treeOf } from './browsed.ts';

/** For each step `bytes/files` of the directory `d`. */
const cases: [name: string, stack: LayerMember[][], expected: string][] = [
  ['files at any depth', [[file('d/a', 'xx'), file('d/e/f/g', 'yyy'), file('h', 'z')]], '5/2'],
  ['links are files without bytes', [[file('d/a', 'xx'), symlink('d/b', 'a')]], '2/2'],
  ['a file that grows', [[file('d/a', 'x')], [], [file('d/a', 'xxxx')]], '1/1 1/1 4/1'],
  ['a file removed', [[file('d/a', 'x'), file('d/b', 'yy')], [whiteout('d/a')]], '3/2 2/1'],
  [
    'all hidden, one comes',
    [
      [file('d/a', 'x'), file('d/b', 'yy')],
      [opaque('d'), file('d/c', 'zzz')],
    ],
    '3/2 3/1',
  ],
  ['the directory removed and made again', [[file('d/a', 'x')], [whiteout('d')], [file('d/a', 'yy')]], '1/1 0/0 2/1'],
  ['a file in place of the directory', [[file('d/a', 'x')], [file('d', 'yy')]], '1/1 0/0'],
  ['hard links count their bytes once', [[file('d/a', 'xx'), hardlink('d/b', 'd/a')]], '2/2'],
  ['they count under the oldest name', [[file('e/a', 'xx')], [hardlink('d/b', 'e/a')]], '0/0 0/1'],
  ['then under the next', [[file('e/a', 'xx')], [hardlink('d/b', 'e/a')], [whiteout('e/a')]], '0/0 0/1 2/1'],
  [
    'the name that takes over may come with it',
    [[file('e/a', 'xx')], [hardlink('d/b', 'e/a'), file('e/a', 'y')]],
    '0/0 2/1',
  ],
  ['an empty directory', [[dir('d')]], '0/0'],
];

describe('what lies below a directory', () => {
  it.each(cases)('%s', (_, stack, expected) => {
    const tree = treeOf(stack);
    const totals = directoryTotals(tree);
    const found = stack.map((_, step) => totals.at(findPath(tree, 'd'), step));
    expect(found.map(({ bytes, files }) => `${bytes}/${files}`).join(' ')).toBe(expected);
  });

  it('is nothing before the first layer', () => {
    expect(directoryTotals(treeOf([[file('a', 'x')]])).at(0, -1)).toEqual({ bytes: 0, files: 0 });
  });

  it('is told at any depth', () => {
    const deep = 'd/'.repeat(2000);
    const totals = directoryTotals(treeOf([0, 1, 2].map((layer) => [file(`${deep}${layer}`, 'xx')])));
    expect([0, 1, 2].map((step) => totals.at(0, step))).toEqual(
      [1, 2, 3].map((files) => ({ bytes: 2 * files, files })),
    );
  });
});

it('agrees with the oracle for every directory at every step', () => {
  fc.assert(
    fc.property(anyStack, (stack) => {
      const tree = treeOf(stack);
      const totals = directoryTotals(tree);
      const found = stack.map((_, step) => {
        return Array.from({ length: tree.nodeCount }, (_, node) => ({
          ...totals.at(node, step),
          path: tree.path(node),
        }));
      });
      expect(found).toEqual(expectedOf(tree, stack));
    }),
    { numRuns: 1000 },
  );
});

it('has in the end the bytes that the layers show', () => {
  fc.assert(
    fc.property(anyStack, (stack) => {
      const tree = treeOf(stack);
      const visible = summarizeLayers(tree, deadFiles(tree)).reduce((sum, { visibleBytes }) => sum + visibleBytes, 0);
      expect(directoryTotals(tree).at(0, stack.length - 1).bytes).toBe(visible);
    }),
    { numRuns: 300 },
  );
});

function expectedOf(tree: MergedTree, stack: Stack) {
  const steps = trees(stack);
  return steps.map((paths, step) => {
    const holders = holdersOf(tree, steps, step);
    return Array.from({ length: tree.nodeCount }, (_, node) => {
      const path = tree.path(node);
      const below = [...paths].filter(([at, { inode }]) => inode && (path === '' || at.startsWith(`${path}/`)));
      const held = below.filter(([at, { inode }]) => inode && holders.get(inode) === at);
      const bytes = held.reduce((sum, [, { inode }]) => sum + (inode?.content.length ?? 0), 0);
      return { bytes, files: below.length, path };
    });
  });
}

/** Of each inode its oldest living name, of those the one with the lowest node. */
function holdersOf(tree: MergedTree, steps: ReadonlyMap<string, Node>[], step: number): Map<Inode, string> {
  const since = (path: string, inode: Inode, at = step): number =>
    steps[at - 1]?.get(path)?.inode === inode ? since(path, inode, at - 1) : at;
  const holders = new Map<Inode, string>();
  const byAge = [...steps[step]]
    .flatMap(([path, { inode }]) =>
      inode ? [{ path, inode, age: since(path, inode), node: findPath(tree, path) }] : [],
    )
    .sort((a, b) => a.age - b.age || a.node - b.node);
  for (const { path, inode } of byAge) if (!holders.has(inode)) holders.set(inode, path);
  return holders;
}
