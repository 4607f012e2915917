import type { Analysis } from '../../core/analysis.ts';
import type { DeadFile } from '../../core/merge/waste.ts';
import { escapeForTerminal } from '../terminal/escape.ts';
import { bytesText, plural } from '../terminal/numbers.ts';
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

type How = Readonly<Record<DeadFile['hiddenBy']['how'], string>>;

const HOW: How = {
  removed: 'removed in',
  modified: 'overwritten in',
  metadata: 'shipped again for its mode or owner in',
  identical: 'shipped again unchanged in',
};
const HOW_IN_SHORT: How = { removed: 'removed', modified: 'modified', metadata: 'metadata', identical: 'identical' };

/** The largest wasted files, with the line that wrote each and the line that made it useless. */
export function wasteTable(analysis: Analysis, { style, width }: TextOptions): string[] {
  const { waste } = analysis;
  if (waste.length === 0) return [];
  const how = width < NARROW ? HOW_IN_SHORT : HOW;
  const rows = waste
    .slice(0, MOST)
    .map((file): Cell[] => [
      { text: bytesText(file.bytes), paint: style.bad },
      { text: escapeForTerminal(analysis.tree.path(file.node)) },
      { text: placeOf(analysis, file.layer), paint: style.faint },
      { text: `${how[file.hiddenBy.how]} ${placeOf(analysis, file.hiddenBy.layer)}`, paint: style.faint },
    ]);
  const more = waste.length - rows.length;
  return [
    style.strong('Largest wasted files'),
    ...layOut(COLUMNS, rows, width),
    ...(more > 0 ? [style.faint(`and ${plural(more, 'file')} more: --format json lists them all`)] : []),
  ];
}
