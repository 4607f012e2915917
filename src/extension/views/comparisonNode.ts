import type { ServerResult } from '../../protocol/serverRequests.ts';

export type BlamedGroup = ServerResult<'comparison'>['groups'][number];
export type DifferenceRow = ServerResult<'diffChildren'>['rows'][number];

/** An instruction that made something differ. */
export interface GroupNode {
  readonly kind: 'group';
  readonly group: BlamedGroup;
  /** The one with most bytes, which is open from the beginning. */
  readonly isFirst: boolean;
}

/** A path that differs, or below which something does. */
export interface DifferenceNode {
  readonly kind: 'difference';
  readonly row: DifferenceRow;
  readonly group: BlamedGroup;
  /** Nothing else stands beside it: then it is open from the beginning. */
  readonly isAlone: boolean;
}

/** Stands for the rest of a long list. */
export interface RestNode {
  readonly kind: 'rest';
  readonly parent: GroupNode | DifferenceNode;
  readonly left: number;
}

export type ComparisonNode = GroupNode | DifferenceNode | RestNode;

export function isDifference(node: unknown): node is DifferenceNode {
  return kindOf(node) === 'difference';
}

export function isRest(node: unknown): node is RestNode {
  return kindOf(node) === 'rest';
}

/** The group that a node of the tree belongs to; null for what is none. */
export function groupOf(node: unknown): BlamedGroup | null {
  const kind = kindOf(node);
  return kind === 'group' || kind === 'difference' ? (node as GroupNode | DifferenceNode).group : null;
}

function kindOf(node: unknown): unknown {
  return typeof node === 'object' && node !== null && 'kind' in node ? node.kind : undefined;
}
