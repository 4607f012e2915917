import { describePath, type RowOptions } from '../../core/browse/describePath.ts';
import type { FullPathRow } from '../../protocol/pathRow.ts';
import { inImage, type Looking } from './looking.ts';

/** The row of a path that is listed in the view, or of the root. */
export function fullRow(looking: Looking, node: number, options: RowOptions): FullPathRow {
  const row = describePath(looking.view, node, options);
  return { ...inImage(looking, row), path: looking.view.tree.path(node) };
}
