import type { LayerSummary } from '../../core/layerSummary.ts';
import { bytesOrBlank, countOrBlank } from '../terminal/numbers.ts';
import type { Style } from '../terminal/style.ts';
import type { Cell, Column } from '../terminal/table.ts';

/** Narrower than this, words and lists are cut short so that the instruction keeps its place. */
export const NARROW = 104;

/** The columns that the step table and the layer table share. */
export function effectColumns(width: number): readonly Column[] {
  return [
    { title: 'Added', align: 'right' },
    { title: width < NARROW ? 'Overwr.' : 'Overwritten', align: 'right' },
    { title: 'Hidden', align: 'right' },
    { title: 'Shipped', align: 'right' },
    { title: 'Wasted', align: 'right' },
    { title: width < NARROW ? 'by' : 'Wasted by', align: 'left' },
  ];
}

/** How many of the lines that make a layer's bytes useless find room. */
export function mostHiders(width: number): number {
  return width < NARROW ? 1 : 3;
}

/** What some layers did together; blank for none. */
export function effectCells(layers: readonly LayerSummary[], style: Style): Cell[] {
  const total = (value: (layer: LayerSummary) => number): number =>
    layers.reduce((sum, layer) => sum + value(layer), 0);
  return [
    { text: countOrBlank(total(({ changes }) => changes.added)) },
    { text: countOrBlank(total(({ changes }) => changes.modified + changes.metadata + changes.identical)) },
    { text: countOrBlank(total(({ changes }) => changes.removed)) },
    { text: bytesOrBlank(total(({ shippedBytes }) => shippedBytes)) },
    { text: bytesOrBlank(total(({ wastedBytes }) => wastedBytes)), paint: style.bad },
  ];
}

export function titleRow(columns: readonly Column[], style: Style): Cell[] {
  return columns.map(({ title }) => ({ text: title, paint: style.faint }));
}
