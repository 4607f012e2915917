import fc from 'fast-check';
import { expect, it } from 'vitest';
import { directoryTotals } from '../../../src/core/browse/directoryTotals.ts';
import { findPath } from '../../../src/core/browse/findPath.ts';
import { listChanges } from '../../../src/core/browse/listChanges.ts';
import { listChildren } from '../../../src/core/browse/listChildren.ts';
import { sortByName } from '../../../src/core/browse/nameOrder.ts';
import { nameText, pathTexts } from '../../../src/core/browse/nameText.ts';
import { shownNodes } from '../../../src/core/browse/shownNodes.ts';
import { largestFirst } from '../../../src/core/browse/sizeOrder.ts';
import type { View } from '../../../src/core/browse/view.ts';
import { MergedTree } from '../../../src/core/merge/mergedTree.ts';
import type { Node } from '../../support/oracle.ts';
import { anyView, expectedOf, viewOf } from './browsed.ts';

it('lists children as the oracle does, by name and by size', () => {
  fc.assert(
    fc.property(anyView, fc.constantFrom(undefined, 'a', 'b*'), (drawn, pattern) => {
      const view = viewOf(drawn);
      const totals = directoryTotals(view.tree);
      const matches = (name: string) => pattern === undefined || name.startsWith(pattern.slice(0, 1));
      const shown = pattern === undefined ? undefined : shownNodes(view, { matches });
      for (let node = 0; node < view.tree.nodeCount; node++) {
        const order = { shown, totals };
        const found = (sort: 'name' | 'size') => pathsOf(view, listChildren(view, node, { ...order, sort }));
        const expected = childrenOf(drawn, view.tree.path(node), matches);
        expect(found('name')).toEqual(byName(expected));
        expect(found('size')).toEqual(bySize(expected, view, totals, drawn));
      }
    }),
    { numRuns: 500 },
  );
});

it('lists changes as the oracle does, by path and by size, below any path', () => {
  fc.assert(
    fc.property(anyView, fc.constantFrom('', 'a', 'a/b', 'c'), fc.boolean(), (drawn, under, onlyB) => {
      const view = viewOf(drawn);
      const node = findPath(view.tree, under);
      fc.pre(node >= 0);
      const shown = onlyB ? shownNodes(view, { matches: (name) => name === 'b' }) : undefined;
      const { paths, change, before, after } = expectedOf(drawn.stack, drawn.first, drawn.last);
      const expected = paths
        .filter((path) => change(path) !== null && (!onlyB || path === 'b' || path.endsWith('/b')))
        .filter((path) => under === '' || path === under || path.startsWith(`${under}/`));
      const size = (path: string) => sizeOf(change(path) === 'removed' ? before.get(path) : after.get(path));
      const found = (sort: 'path' | 'size') => pathsOf(view, listChanges(view, { under: node, sort, shown }));
      expect(found('path')).toEqual(expected);
      expect(found('size')).toEqual(expected.toSorted((a, b) => size(b) - size(a)));
    }),
    { numRuns: 500 },
  );
});

it('sorts names by their bytes', () => {
  const name = fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 6 }),
    fc.string({ minLength: 1, unit: 'binary' }).map((text) => Buffer.from(text)),
    fc.constantFrom('same', 'same-beginning', 'same-beginning-1', 'same-beginning-2').map((text) => Buffer.from(text)),
  );
  fc.assert(
    fc.property(fc.array(name), (names) => {
      const tree = new MergedTree([]);
      const nodes = new Set(names.map((bytes) => tree.intern(0, bytes, 0, bytes.length)));
      const sorted = sortByName(tree, Uint32Array.from(nodes));
      const expected = [...nodes].sort((a, b) => Buffer.compare(tree.pathBytes(a), tree.pathBytes(b)));
      expect([...sorted]).toEqual(expected);
    }),
  );
});

it('sorts by size and keeps the order of what has one size', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.nat(3), fc.maxSafeNat())), (sizes) => {
      const nodes = Uint32Array.from(sizes.keys());
      expect([...largestFirst(nodes, (node) => sizes[node])]).toEqual([...nodes].sort((a, b) => sizes[b] - sizes[a]));
    }),
  );
});

it('writes names and paths as the tree does, whatever their bytes', () => {
  const path = fc.array(fc.uint8Array({ minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(fc.array(path), (paths) => {
      const tree = new MergedTree([]);
      for (const parts of paths) parts.reduce((node, part) => tree.intern(node, part, 0, part.length), 0);
      const text = pathTexts(tree);
      for (let node = 0; node < tree.nodeCount; node++) {
        const name = tree.pathBytes(node).subarray(tree.pathBytes(node).length - nameLength(tree, node));
        expect(nameText(tree, node)).toBe(new TextDecoder().decode(name));
        // A name that is not UTF-8 is decoded by itself here, so the end of one never takes the slash behind it.
        const parent = tree.names.parent.values[node];
        if (node > 0)
          expect(text(node)).toBe(parent === 0 ? nameText(tree, node) : `${tree.path(parent)}/${nameText(tree, node)}`);
      }
    }),
  );
});

interface Child {
  readonly path: string;
  readonly node: Node;
  readonly gone: boolean;
}

type Drawn = Parameters<typeof viewOf>[0];

function childrenOf({ stack, first, last }: Drawn, directory: string, matches: (name: string) => boolean): Child[] {
  const { before, after, paths } = expectedOf(stack, first, last);
  const prefix = directory === '' ? '' : `${directory}/`;
  const kept = (path: string) =>
    paths.some(
      (other) => (other === path || other.startsWith(`${path}/`)) && matches(other.slice(other.lastIndexOf('/') + 1)),
    );
  return paths
    .filter((path) => path.startsWith(prefix) && !path.slice(prefix.length).includes('/') && kept(path))
    .flatMap((path) => {
      const node = after.get(path) ?? before.get(path);
      return node ? [{ path, node, gone: !after.has(path) }] : [];
    });
}

function byName(children: readonly Child[]): string[] {
  const rank = ({ node }: Child) => Number(node.type !== 'dir');
  return children.toSorted((a, b) => rank(a) - rank(b)).map(({ path }) => path);
}

function bySize(children: readonly Child[], view: View, totals: ReturnType<typeof directoryTotals>, { first }: Drawn) {
  const size = ({ path, node, gone }: Child) =>
    node.type === 'dir' ? totals.at(findPath(view.tree, path), gone ? first - 1 : view.last).bytes : sizeOf(node);
  return children.toSorted((a, b) => size(b) - size(a)).map(({ path }) => path);
}

function sizeOf(node: Node | undefined): number {
  return node?.inode?.content.length ?? 0;
}

function pathsOf({ tree }: View, nodes: Uint32Array): string[] {
  return Array.from(nodes, (node) => tree.path(node));
}

function nameLength({ names }: MergedTree, node: number): number {
  return node === 0 ? 0 : names.nameEnd.values[node] - names.nameStart(node);
}
