import type { Analysis } from '../../core/analysis.ts';
import { type Cell, type Column, layOut } from '../terminal/table.ts';
import { effectCells, effectColumns, mostHiders, titleRow } from './columns.ts';
import { hidersOf } from './hiders.ts';
import { layerOrigins } from './layerOrigins.ts';
import { placesOf } from './place.ts';
import type { TextOptions } from './textOptions.ts';

function columnsFor(width: number): readonly Column[] {
  return [
    { title: 'Layer', align: 'right' },
    { title: 'Created by', align: 'left', flexible: true },
    ...effectColumns(width),
  ];
}

/** Without a Dockerfile: every layer, with what the history says made it. */
export function layerTable(analysis: Analysis, { style, width }: TextOptions): string[] {
  const hiders = hidersOf(analysis);
  const origins = layerOrigins(analysis.image);
  const rows = analysis.layers.map((summary, layer): Cell[] => {
    return [
      { text: String(layer), paint: style.faint },
      { text: origins[layer], paint: style.name },
      ...effectCells([summary], style),
      { text: placesOf(analysis, hiders[layer], mostHiders(width)), paint: style.faint },
    ];
  });
  const columns = columnsFor(width);
  return layOut(columns, [titleRow(columns, style), ...rows], width);
}
