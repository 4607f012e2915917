import type { Picture, PictureLayer } from '../../../core/picture/types.ts';
import type { Appearance } from '../../draw/appearance.ts';
import type { Item } from '../../layout/box.ts';
import type { Theme } from '../portrait.ts';
import { kindOf, wayOf } from './ways.ts';

/** Visible files: added, overwrote a file, shipped again. Wasted: removed, overwritten, shipped again. Then the layers. */
const STATES = [
  '--lw-added',
  '--lw-modified',
  '--lw-again',
  '--lw-removed',
  '--lw-overwritten',
  '--lw-repeated',
] as const;
const [FIRST_WASTED, FIRST_LAYER] = [3, STATES.length];

const HATCHES = ['removed', 'overwritten', 'repeated'] as const;

export function imageColors(layers: readonly PictureLayer[]): readonly string[] {
  return [...STATES.map((name) => `var(${name})`), ...layers.map(({ isBase }, layer) => layerColor(isBase, layer))];
}

function layerColor(isBase: boolean, layer: number): string {
  return isBase ? 'hsl(220 6% var(--lw-lightness))' : `hsl(${hueOf(layer)} 45% var(--lw-lightness))`;
}

/** Neighbours differ most: each turns on by the golden angle. */
export function hueOf(layer: number): number {
  return Math.round(200 + layer * 137.508) % 360;
}

/** How a file looks by what became of it. */
export function stateAppearance({ files }: Picture, file: number, { paints }: Theme): Appearance {
  const way = wayOf(files.how[file]);
  const color = way === null ? kindOf(files.change[file]) : FIRST_WASTED + way;
  return { paint: paints[color], hatch: way === null ? null : HATCHES[way] };
}

export function layerAppearance({ files }: Picture, file: number, { paints, isHighContrast }: Theme): Appearance {
  const way = wayOf(files.how[file]);
  const color = isHighContrast ? 0 : FIRST_LAYER + files.layer[file];
  return { paint: paints[color], hatch: way === null ? null : HATCHES[way] };
}

/** Of many files, too small to be drawn, the larger part tells. */
export function mixedAppearance({ bytes }: Item, wasted: number, { paints }: Theme): Appearance {
  const isWasted = wasted * 2 > bytes;
  return { paint: paints[isWasted ? FIRST_WASTED + 1 : 0], hatch: isWasted ? 'overwritten' : null };
}
