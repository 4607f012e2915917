import { sameSizeFiles } from './findings/sameSizeFiles.ts';
import { wantedHashes } from './merge/changes.ts';
import { isHashed } from './merge/compare.ts';
import { EntryMarks } from './merge/entryMarks.ts';
import type { MergedTree } from './merge/mergedTree.ts';

/**
 * The entries whose content must be hashed before all can be told of an image, layer by layer, ascending: for changes and
 * waste, see `wantedHashes`; for copies, large files of one size.
 */
export function treeHashes(tree: MergedTree): Uint32Array[] {
  const marks = new EntryMarks(tree);
  wantedHashes(tree).forEach((entries, layer) => {
    for (const entry of entries) marks.mark(layer, entry);
  });
  for (const inode of sameSizeFiles(tree).flat()) {
    const layer = tree.layer.values[inode];
    const entry = tree.entry.values[inode];
    if (!isHashed(tree.layers[layer], entry)) marks.mark(layer, entry);
  }
  return marks.finish();
}
