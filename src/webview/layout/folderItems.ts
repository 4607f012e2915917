import type { FolderTotals, PictureModel } from '../model/pictureModel.ts';
import type { Item } from './box.ts';

/** Which files count, and what they come to. */
export interface Counted {
  readonly totals: FolderTotals;
  /** For each file whether it is part of the picture; null for all. */
  readonly kept: Uint8Array | null;
}

/**
 * What lies in a folder, largest first. Of what is smaller than `least` bytes only the sum is given, unless it is one thing
 * alone.
 */
export function folderItems(model: PictureModel, counted: Counted, folder: number, least: number): Item[] {
  const { totals, kept } = counted;
  const items: Item[] = [];
  const small: Item[] = [];
  let count = 0;
  const add = (item: Item, itemCount: number): void => {
    if (item.bytes >= least) items.push(item);
    else if (item.bytes > 0) {
      small.push(item);
      count += itemCount;
    }
  };
  for (const child of model.foldersIn(folder)) {
    add({ kind: 'folder', folder: child, bytes: totals.bytes[child] }, totals.files[child]);
  }
  const { bytes, count: counts } = model.files;
  for (const file of model.filesIn(folder)) {
    if (kept === null || kept[file] === 1) add({ kind: 'file', folder, file, bytes: bytes[file] }, counts[file]);
  }
  if (small.length === 1) items.push(small[0]);
  else if (small.length > 1) {
    const sums = model.measures.map((_, i) => small.reduce((sum, item) => sum + measureOf(model, counted, item, i), 0));
    items.push({ kind: 'small', folder, bytes: small.reduce((sum, item) => sum + item.bytes, 0), sums, count });
  }
  return items.sort((a, b) => b.bytes - a.bytes);
}

/** What a measure comes to for an item. */
export function measureOf(model: PictureModel, { totals }: Counted, item: Item, measure: number): number {
  if (item.kind === 'small') return item.sums[measure];
  return item.kind === 'file' ? model.measures[measure][item.file] : totals.sums[measure][item.folder];
}
