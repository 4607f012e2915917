import { expect, it } from 'vitest';
import { jsonPieces, LongList } from '../../src/cli/report/jsonPieces.ts';

const ROWS = Array.from({ length: 2001 }, (_, row) => ({
  path: `a "b"\n${row}`,
  hiddenBy: { layer: row, how: 'removed' },
}));

it.each([0, 1, 999, 1000, 1001, 2000, 2001])('writes what JSON.stringify writes, with a list of %i', (length) => {
  const rows = ROWS.slice(0, length);
  const around = { schema: 'x/1', totals: { bytes: 1, of: [1, 2] }, dockerfile: null };
  const list = new LongList(length, (start, end) => rows.slice(start, end));
  const pieces = [...jsonPieces({ ...around, waste: list, findings: [] })];
  expect(pieces.join('')).toBe(`${JSON.stringify({ ...around, waste: rows, findings: [] }, null, 2)}\n`);
  expect(Math.max(...pieces.map((piece) => piece.split('how').length - 1))).toBeLessThanOrEqual(1000);
});
