import type { FolderTotals, PictureModel } from '../model/pictureModel.ts';
import type { Item } from './box.ts';

/**
 * What lies in a folder, largest first. Of what is smaller than `least` bytes only the sum is given, unless it is one thing
 * alone.
 *
 * @param kept For each file whether it is part of the picture; null for all.
 */
export function folderItems(model: PictureModel, { totals, kept }: Counted, folder: number, least: number): Item[] {
  const items: Item[] = [];
  const small: Item[] = [];
  let wasted = 0;
  let count = 0;
  const add = (item: Item, itemWasted: number, itemCount: number): void => {
    if (item.bytes >= least) items.push(item);
    else if (item.bytes > 0) {
      small.push(item);
      wasted += itemWasted;
      count += itemCount;
    }
  };
  for (const child of model.foldersIn(folder)) {
    add({ kind: 'folder', folder: child, bytes: totals.bytes[child] }, totals.wasted[child], totals.files[child]);
  }
  const { bytes, how, count: counts } = model.files;
  for (const file of model.filesIn(folder)) {
    if (kept !== null && kept[file] === 0) continue;
    add({ kind: 'file', folder, file, bytes: bytes[file] }, how[file] > 0 ? bytes[file] : 0, counts[file]);
  }
  if (small.length === 1) items.push(small[0]);
  else if (small.length > 1) {
    const sum = small.reduce((total, item) => total + item.bytes, 0);
    items.push({ kind: 'small', folder, bytes: sum, wasted, count });
  }
  return items.sort((a, b) => b.bytes - a.bytes);
}

/** Which files count, and what they come to. */
export interface Counted {
  readonly totals: FolderTotals;
  readonly kept: Uint8Array | null;
}
