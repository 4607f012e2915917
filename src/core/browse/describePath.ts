import { contentOf, decisionOf } from '../diff/side.ts';
import type { Change } from '../merge/changes.ts';
import { attributesOf, type PathAttributes } from '../merge/listTree.ts';
import { type MergedTree, NONE } from '../merge/mergedTree.ts';
import type { DirectoryTotals } from './directoryTotals.ts';
import { hasChildren } from './listChildren.ts';
import { listedTotal } from './listedTotal.ts';
import { nameText } from './nameText.ts';
import { Shown } from './shownNodes.ts';
import { type PathState, stateOf, type View } from './view.ts';

/** One path as a list shows it: plain data. Of what is gone it tells what was there. */
export interface PathRow extends PathAttributes {
  readonly node: number;
  /** The last component; empty for the root. */
  readonly name: string;
  /** Without a leading slash; only where it is asked for. */
  readonly path?: string;
  /** Bytes of content; of a directory those of all that is in it, hard links once. */
  readonly size: number;
  /** Names below a directory that are no directories; 0 for all else. */
  readonly files: number;
  /** Seconds since 1970; 0 for a directory that no layer describes. */
  readonly mtime: number;
  /** The layer that last wrote the path; of what is gone the one that removed it. NONE for the root of an empty tree. */
  readonly layer: number;
  readonly change: Change | null;
  readonly gone: boolean;
  readonly hasChildren: boolean;
  /** Something below the directory changed; false too when `changed` is not given. */
  readonly changed: boolean;
  /** What stood there before the layers of the view, where they changed it. */
  readonly previous: { readonly layer: number; readonly size: number } | null;
}

export interface RowOptions {
  readonly totals: DirectoryTotals;
  /** Of `shownNodes` with all changes. */
  readonly changed?: Uint8Array | undefined;
  /** Of `shownNodes` with the filter of the list: what it leaves out makes no children. */
  readonly shown?: Uint8Array | undefined;
  readonly withPath?: boolean | undefined;
}

/** @param node A path that is listed in this view, or the root. */
export function describePath(view: View, node: number, options: RowOptions): PathRow {
  const { tree } = view;
  const state = stateOf(view, node);
  const attributes = attributesOf(tree, state.gone ? state.before : state.version);
  const { bytes, files } = listedTotal(view, node, options.totals);
  return {
    node,
    name: nameText(tree, node),
    ...(options.withPath === true ? { path: tree.path(node) } : {}),
    ...attributes,
    size: bytes,
    files,
    mtime: mtimeOf(tree, state.gone ? state.before : state.version),
    layer: layerOf(view, node),
    change: state.change,
    gone: state.gone,
    hasChildren: hasChildren(view, node, options.shown),
    changed: attributes.type === 'dir' && (options.changed?.[node] ?? Shown.not) !== Shown.not,
    previous: previousOf(view, node, state, options.totals),
  };
}

/** @param version NONE for a directory that no layer describes, as in `attributesOf`. */
export function mtimeOf(tree: MergedTree, version: number): number {
  const content = version === NONE ? null : contentOf({ tree }, version);
  return content === null ? 0 : content.index.mtime[content.entry];
}

function layerOf({ tree, last }: View, node: number): number {
  const decision = decisionOf({ tree, step: last }, node);
  return decision === NONE ? NONE : tree.layer.values[decision];
}

function previousOf(view: View, node: number, state: PathState, totals: DirectoryTotals): PathRow['previous'] {
  const { before, change, gone } = state;
  if (before === NONE || (change === null && !gone)) return null;
  const { tree, first } = view;
  const { bytes } = listedTotal({ tree, first, last: first - 1 }, node, totals);
  return { layer: tree.layer.values[before], size: bytes };
}
