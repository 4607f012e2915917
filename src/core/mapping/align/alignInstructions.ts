/**
 * Aligns what a Dockerfile says with what was recorded of it. First everything whose text is the same, since that is
 * certain enough to hold the rest; then, in the gaps between, instructions that were edited; then those that moved; last,
 * between neighbours that are matched, one in the place of another. So an edit leaves its neighbours alone.
 */
import type { Grade } from '../keys/key.ts';
import { doubtBase } from './doubtBase.ts';
import type { Match } from './match.ts';
import { alignSequences, type Block, type Pair } from './sequence.ts';
import { type Column, type Row, SharedKeys } from './sharedKeys.ts';
import { containment, similarity } from './similarity.ts';

export interface AlignOptions {
  /** Columns before this one are somebody else's. */
  readonly start: number;
  /** What is to be matched begins at `start` exactly; otherwise some of the first columns can be somebody else's, too. */
  readonly startIsKnown: boolean;
  /** A column behind which what is to be matched may begin. */
  readonly mayStartAfter?: (column: number) => boolean;
}

/** Sorted by row. */
export function alignInstructions(
  rows: readonly Row[],
  columns: readonly Column[],
  options: AlignOptions,
): readonly Match[] {
  const shared = new SharedKeys(rows, columns);
  const whole: Block = { rows: [0, rows.length], columns: [options.start, columns.length] };
  const certain = same(whole, rows, shared);
  const weightOf = ({ row, column }: Match): number => shared.weight(row, column);
  let matches = options.startIsKnown ? certain : doubtBase(certain, weightOf, options.mayStartAfter);
  matches = [...matches, ...fill(matches, rows, columns, options, 'similar')];
  matches = [...matches, ...moved(matches, rows, columns, shared, options.start)];
  matches = [...matches, ...fill(matches, rows, columns, options, 'replaced')];
  return matches.toSorted((left, right) => left.row - right.row);
}

/** Less than any pair of the same text weighs. */
const CLEAR_MARGIN = 1;

function same(block: Block, rows: readonly Row[], shared: SharedKeys): readonly Match[] {
  return alignSequences(block, (row, column) => shared.weight(row, column)).map(({ row, column, margin }) => ({
    row,
    column,
    how: 'same',
    grade: shared.grade(row, column) ?? 'loose',
    ambiguous: margin < CLEAR_MARGIN || isCrowded(row, column, rows, shared, block),
  }));
}

/**
 * Where the builder lost what tells two instructions apart (`COPY --from=a /x /y` and `COPY --from=b /x /y`), their order
 * alone decides, and that may have changed.
 */
function isCrowded(
  row: number,
  column: number,
  rows: readonly Row[],
  shared: SharedKeys,
  { columns: [left, right] }: Block,
): boolean {
  const { identity } = rows[row] ?? {};
  if (shared.rowsWith(column).some((other) => rows[other]?.identity !== identity)) return true;
  if (shared.grade(row, column) === 'full') return false;
  return shared.columnsWith(row).some((other) => other !== column && other >= left && other < right);
}

/** Alignment of what is left between matches by likeness. */
function fill(
  matches: readonly Match[],
  rows: readonly Row[],
  columns: readonly Column[],
  options: AlignOptions,
  how: 'similar' | 'replaced',
): readonly Match[] {
  const matched = new Set(matches.map(({ column }) => column));
  return gaps(matches, rows.length, columns.length, options).flatMap(({ bounded, ...block }) => {
    if (how === 'replaced' && !bounded) return [];
    const weight = (row: number, column: number): number =>
      matched.has(column) ? 0 : likeness(rows[row], columns[column], how);
    return alignSequences(block, weight).map(({ row, column }: Pair) => ({
      row,
      column,
      how,
      grade: 'loose' as const,
      ambiguous: true,
    }));
  });
}

interface Gap extends Block {
  /** What stands in it stands between matches, or where the start is known. */
  readonly bounded: boolean;
}

function gaps(
  matches: readonly Match[],
  height: number,
  width: number,
  { start, startIsKnown, mayStartAfter }: AlignOptions,
): readonly Gap[] {
  const fixed = matches.filter(({ how }) => how !== 'moved').toSorted((left, right) => left.row - right.row);
  const ends = [...fixed.map(({ row, column }) => ({ row, column })), { row: height, column: width }];
  let previous = { row: -1, column: start - 1 };
  return ends.flatMap((end, index) => {
    const [top, left] = [previous.row + 1, previous.column + 1];
    previous = end;
    if (top >= end.row || left >= end.column) return [];
    const rows: Block['rows'] = [top, end.row];
    if (index > 0 || startIsKnown) return [{ rows, columns: [left, end.column] as const, bounded: true }];
    const behind = lastIndexBefore(end.column, start, mayStartAfter) + 1;
    return [
      { rows, columns: [Math.max(left, behind), end.column] as const, bounded: behind > start && fixed.length > 0 },
    ];
  });
}

function lastIndexBefore(end: number, start: number, test: ((column: number) => boolean) | undefined): number {
  for (let column = end - 1; column >= start; column--) if (test?.(column) === true) return column;
  return start - 1;
}

const SIMILAR = 0.5;

function likeness(row: Row | undefined, column: Column | undefined, how: 'similar' | 'replaced'): number {
  if (row === undefined || column === null || column === undefined || !sameKind(row.instruction, column.instruction))
    return 0;
  const alike = column.partial
    ? 0.8 * containment(column.words(), row.words())
    : similarity(row.words(), column.words()) * (row.instruction === column.instruction ? 1 : 0.9);
  if (how === 'replaced') return 0.1 + alike;
  return alike >= SIMILAR ? alike : 0;
}

/** An ADD may become a COPY. */
function sameKind(left: string, right: string): boolean {
  return left === right || (['ADD', 'COPY'].includes(left) && ['ADD', 'COPY'].includes(right));
}

/** Rows whose text stands elsewhere among the columns that are left, once on each side. */
function moved(
  matches: readonly Match[],
  rows: readonly Row[],
  columns: readonly Column[],
  shared: SharedKeys,
  start: number,
): readonly Match[] {
  const usedRows = new Set(matches.map(({ row }) => row));
  const usedColumns = new Set(matches.map(({ column }) => column));
  const left = rows.flatMap((_, row) => (usedRows.has(row) ? [] : [row]));
  const free = columns.flatMap((_, column) => (column < start || usedColumns.has(column) ? [] : [column]));
  const pairs = left.flatMap((row) =>
    free.filter((column) => isTelling(shared.grade(row, column))).map((column) => ({ row, column })),
  );
  const once = (key: 'row' | 'column', value: number): boolean =>
    pairs.filter((pair) => pair[key] === value).length === 1;
  return pairs
    .filter(({ row, column }) => once('row', row) && once('column', column))
    .map(({ row, column }) => ({
      row,
      column,
      how: 'moved',
      grade: shared.grade(row, column) ?? 'loose',
      ambiguous: true,
    }));
}

function isTelling(grade: Grade | undefined): boolean {
  return grade === 'full' || grade === 'recorded';
}
