import stringWidth from 'string-width';

export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
  /** The column that gives way when the table is wider than the terminal; one a table. */
  readonly flexible?: boolean;
}

export interface Cell {
  readonly text: string;
  /** Paints the text once it is cut and padded, so that colours do not count as width. */
  readonly paint?: (text: string) => string;
}

/** A row of cells, or a line of its own between rows. */
export type Row = readonly Cell[] | { readonly line: string };

const GAP = '  ';
const MIN_FLEXIBLE = 14;

/** Lines of a table at most `width` cells wide; `Infinity` cuts nothing. */
export function layOut(columns: readonly Column[], rows: readonly Row[], width: number): string[] {
  const cells = rows.flatMap((row) => ('line' in row ? [] : [row]));
  const widths = columns.map(({ title }, i) => Math.max(...[title, ...cells.map((row) => row[i].text)].map(textWidth)));
  const flexible = columns.findIndex((column) => column.flexible === true);
  if (flexible >= 0) {
    const others = widths.reduce((sum, size) => sum + size, 0) - widths[flexible] + GAP.length * (columns.length - 1);
    widths[flexible] = Math.min(widths[flexible], Math.max(MIN_FLEXIBLE, width - others));
  }
  return rows.map((row) => ('line' in row ? row.line : layOutRow(columns, widths, row)));
}

export function textWidth(text: string): number {
  return stringWidth(text);
}

/** Cuts to `width` terminal cells, the cut marked by an ellipsis. */
export function cutText(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let kept = '';
  let used = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    used += textWidth(segment);
    if (used > width - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}

function layOutRow(columns: readonly Column[], widths: readonly number[], row: readonly Cell[]): string {
  const parts = row.map(({ text, paint }, i) => {
    const cut = cutText(text, widths[i]);
    const space = ' '.repeat(Math.max(0, widths[i] - textWidth(cut)));
    const painted = paint ? paint(cut) : cut;
    if (columns[i].align === 'right') return space + painted;
    return i === row.length - 1 ? painted : painted + space;
  });
  return parts.join(GAP).trimEnd();
}
