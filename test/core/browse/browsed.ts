import fc from 'fast-check';
import type { View } from '../../../src/core/browse/view.ts';
import type { MergedTree } from '../../../src/core/merge/mergedTree.ts';
import { mergeLayers } from '../../../src/core/merge/mergeLayers.ts';
import { anyStack } from '../../support/anyStack.ts';
import { indexOf, type LayerMember } from '../../support/members.ts';
import { type Node, trees } from '../../support/oracle.ts';

export type Stack = readonly (readonly LayerMember[])[];

export function treeOf(stack: Stack): MergedTree {
  return mergeLayers(stack.map((members) => indexOf(members).index)).tree;
}

/** Layers, and a view of them: of one layer, of several, of none. */
export const anyView = anyStack.chain((stack) =>
  fc
    .tuple(fc.nat({ max: stack.length }), fc.integer({ min: -1, max: stack.length - 1 }))
    .map(([first, last]): { stack: Stack; first: number; last: number } => ({ stack, first, last })),
);

/** What the oracle knows of a view: the tree before its layers and the one after, and which paths they wrote. */
export interface Expected {
  readonly before: ReadonlyMap<string, Node>;
  readonly after: ReadonlyMap<string, Node>;
  readonly paths: readonly string[];
  readonly change: (path: string) => string | null;
}

export function expectedOf(stack: Stack, first: number, last: number): Expected {
  const all = trees(stack);
  const at = (step: number) => all[step] ?? new Map<string, Node>();
  const after = at(last);
  const before = first > last ? after : at(first - 1);
  const layers = stack.map((_, layer) => layer).filter((layer) => layer >= first && layer <= last);
  const wrote = (path: string) => layers.some((layer) => at(layer).get(path) !== at(layer - 1).get(path));
  return {
    before,
    after,
    paths: [...new Set([...before.keys(), ...after.keys()])].sort(byComponents),
    change: (path) => (wrote(path) ? compare(before.get(path), after.get(path)) : null),
  };
}

function compare(before: Node | undefined, after: Node | undefined): string | null {
  const [old, now] = [before?.inode, after?.inode];
  if (!now) return old ? 'removed' : null;
  if (!old) return 'added';
  if (old.type !== now.type || old.content !== now.content || old.target !== now.target) return 'modified';
  return old.mode === now.mode && old.uid === now.uid ? 'identical' : 'metadata';
}

/** A path stands behind the one it lies in, before the next beside it. */
export function byComponents(a: string, b: string): number {
  const [one, other] = [a.replaceAll('/', '\0'), b.replaceAll('/', '\0')];
  return one < other ? -1 : Number(one > other);
}

export function viewOf({ stack, first, last }: { stack: Stack; first: number; last: number }): View {
  return { tree: treeOf(stack), first, last };
}
