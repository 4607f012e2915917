import type { Item } from '../layout/box.ts';
import type { PictureModel } from '../model/pictureModel.ts';
import type { Hatch } from './hatch.ts';
import type { Paint, Palette } from './palette.ts';

export type Coloring = 'state' | 'layer';

export interface Appearance {
  readonly paint: Paint;
  readonly hatch: Hatch | null;
}

/** How a file, or a folder that is too small to show its files, looks. */
export function appearanceOf(
  model: PictureModel,
  wastedIn: (folder: number) => number,
  palette: Palette,
  coloring: Coloring,
  item: Item,
): Appearance {
  if (item.kind !== 'file')
    return mixed(palette, item.kind === 'small' ? item.wasted : wastedIn(item.folder), item.bytes);
  const { how, change, layer } = model.files;
  const way = wayOf(how[item.file]);
  const hatch = way === null ? null : HATCHES[way];
  if (coloring === 'layer') return { paint: palette.layers[layer[item.file]], hatch };
  return { paint: way === null ? palette.visible[kindOf(change[item.file])] : palette.wasted[way], hatch };
}

const HATCHES = ['removed', 'overwritten', 'repeated'] as const;

/** Of many files the larger part tells. */
function mixed(palette: Palette, wasted: number, bytes: number): Appearance {
  const isWasted = wasted * 2 > bytes;
  return { paint: isWasted ? palette.wasted[1] : palette.visible[0], hatch: isWasted ? 'overwritten' : null };
}

/** By a place in `WAYS`: removed, overwritten, shipped again; null for what is visible. */
export function wayOf(how: number): 0 | 1 | 2 | null {
  if (how === 0) return null;
  return how === 1 ? 0 : how === 2 ? 1 : 2;
}

/** By a place in `CHANGES`: added, overwrote, shipped again. */
export function kindOf(change: number): 0 | 1 | 2 {
  return change === 0 ? 0 : change === 1 ? 1 : 2;
}
