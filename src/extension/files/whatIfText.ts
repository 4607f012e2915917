import { bytesChangeText, bytesText } from '../../core/words/bytesText.ts';
import { showControls } from '../../core/words/showControls.ts';

export interface WhatIfRow {
  /** `line 28`, or a layer. */
  readonly place: string;
  readonly text: string;
  readonly bytes: number;
}

export interface WhatIfChange {
  readonly name: string;
  readonly now: number;
  readonly change: number;
}

/** The outcome of a what-if as a document: the layers that it is about, and what the image has now and then. */
export function whatIfText(
  title: string,
  layers: readonly WhatIfRow[],
  changes: readonly WhatIfChange[],
  [now, thenWord, change]: readonly [string, string, string],
  notes: readonly string[],
): string {
  const rows = layers.map(({ place, text, bytes }) => [place, bytesText(bytes), showControls(text)]);
  const table = [
    ['', now, thenWord, change],
    ...changes.map((row) => [
      row.name,
      bytesText(row.now),
      bytesText(row.now + row.change),
      bytesChangeText(row.change),
    ]),
  ];
  return [showControls(title), '', ...aligned(rows), '', ...aligned(table), '', ...notes, ''].join('\n');
}

/** The first column to the left, sizes to the right, a text behind them as it is. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows.at(0) ?? []).map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) =>
    row
      .map((cell, column) => {
        if (column === 0) return cell.padEnd(widths[0]);
        const isText = row.length === 3 && column === 2;
        return isText ? cell : cell.padStart(widths[column]);
      })
      .join('  ')
      .trimEnd(),
  );
}
