import { sizeAt } from '../diff/side.ts';
import { NONE } from '../merge/mergedTree.ts';
import type { DirectoryTotal, DirectoryTotals } from './directoryTotals.ts';
import { listedVersion, type View } from './view.ts';

/** Of a directory all that is in it, of a file its own bytes and no files; of what is gone what it had. */
export function listedTotal(view: View, node: number, totals: DirectoryTotals): DirectoryTotal {
  const { tree, first, last } = view;
  const version = listedVersion(view, node);
  if (version !== NONE && !tree.isDirectory(version)) return { bytes: sizeAt(view, version), files: 0 };
  const gone = version !== NONE && tree.versionAt(node, last) === NONE;
  return totals.at(node, gone ? first - 1 : last);
}
