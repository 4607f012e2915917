import type { Analysis } from '../../core/analysis.ts';
import type { DeadFile } from '../../core/merge/waste.ts';
import { bytesText } from '../../core/words/bytesText.ts';
import { plural } from '../../core/words/countText.ts';
import { hidingWords } from '../../core/words/hidingWords.ts';
import { escapeForTerminal } from '../terminal/escape.ts';
import { type Cell, type Column, layOut } from '../terminal/table.ts';
import { NARROW } from './columns.ts';
import { placeOf } from './place.ts';
import type { TextOptions } from './textOptions.ts';

const COLUMNS: readonly Column[] = [
  { title: 'bytes', align: 'right' },
  { title: 'path', align: 'left', flexible: true },
  { title: 'written', align: 'left' },
  { title: 'hidden', align: 'left' },
];
const MOST = 10;

const IN_SHORT: typeof hidingWords = {
  removed: 'removed',
  modified: 'modified',
  metadata: 'metadata',
  identical: 'identical',
};

/** The largest wasted files, with the line that wrote each and the line that made it useless. */
export function wasteTable(analysis: Analysis, { style, width }: TextOptions): string[] {
  const { waste } = analysis;
  if (waste.length === 0) return [];
  const narrow = width < NARROW;
  const rows = waste
    .slice(0, MOST)
    .map((file): Cell[] => [
      { text: bytesText(file.bytes), paint: style.bad },
      { text: escapeForTerminal(analysis.tree.path(file.node)) },
      { text: placeOf(analysis, file.layer), paint: style.faint },
      { text: hiddenText(analysis, file, narrow), paint: style.faint },
    ]);
  const more = waste.length - rows.length;
  return [
    style.strong('Largest wasted files'),
    ...layOut(COLUMNS, rows, width),
    ...(more > 0 ? [style.faint(`and ${plural(more, 'file')} more: --format json lists them all`)] : []),
  ];
}

function hiddenText(analysis: Analysis, { hiddenBy: { layer, how } }: DeadFile, narrow: boolean): string {
  const place = placeOf(analysis, layer);
  return narrow ? `${IN_SHORT[how]} ${place}` : `${hidingWords[how]} in ${place}`;
}
