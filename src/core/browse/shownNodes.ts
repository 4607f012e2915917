import type { Change } from '../merge/changes.ts';
import type { NameMatcher } from './namePattern.ts';
import { nameText, pathTexts } from './nameText.ts';
import { isListed, stateOf, type View } from './view.ts';

export interface NodeFilter {
  /** Only paths with one of these changes; a directory has none but where it removes a file. */
  readonly changes?: ReadonlySet<Change> | undefined;
  readonly matches?: NameMatcher | undefined;
}

/** In the result of `shownNodes`. */
export const Shown = { not: 0, itself: 1, aboveOne: 2 } as const;

export const ALL_CHANGES: ReadonlySet<Change> = new Set(['added', 'modified', 'metadata', 'identical', 'removed']);

/**
 * For each node whether a filtered tree shows it: 0 no, 1 yes, 2 only because something below it is shown. What is
 * neither there nor gone since `view.first` is never shown. One pass.
 */
export function shownNodes(view: View, filter: NodeFilter): Uint8Array {
  const { tree } = view;
  const path = pathTexts(tree);
  const shown = new Uint8Array(tree.nodeCount);
  const { changes, matches } = filter;
  if (changes === undefined && matches === undefined) shown[0] = Shown.itself;
  for (let node = 1; node < shown.length; node++) {
    if (!passes(view, node, changes)) continue;
    if (matches === undefined || matches(nameText(tree, node), () => path(node))) shown[node] = Shown.itself;
  }
  return withAncestors(view, shown);
}

function passes(view: View, node: number, changes: ReadonlySet<Change> | undefined): boolean {
  if (changes === undefined) return isListed(view, node);
  const { change } = stateOf(view, node);
  return change !== null && changes.has(change);
}

/** Marks what lies above a shown node. Parents have lower nodes, so one way down the column reaches the root. */
export function withAncestors({ tree }: View, shown: Uint8Array): Uint8Array {
  const parents = tree.names.parent.values;
  for (let node = shown.length - 1; node > 0; node--) {
    if (shown[node] !== Shown.not && shown[parents[node]] === Shown.not) shown[parents[node]] = Shown.aboveOne;
  }
  return shown;
}
