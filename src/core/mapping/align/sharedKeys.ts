import { makesFiles } from '../history/keywords.ts';
import type { Grade, Key } from '../keys/key.ts';

/** An instruction of the Dockerfile of today. */
export interface Row {
  readonly instruction: string;
  readonly keys: readonly Key[];
  /** Asked for only where the keys do not do. */
  readonly words: () => readonly string[];
  /** Two rows that differ in it are different instructions, whatever a builder makes of them. */
  readonly identity: string;
}

/** What was recorded of an instruction; null for an entry that no instruction left. */
export type Column = {
  readonly instruction: string;
  readonly keys: readonly string[];
  readonly words: () => readonly string[];
  /** `words` are not all there was. */
  readonly partial: boolean;
} | null;

/** Which rows and columns share a key, and what that says. */
export class SharedKeys {
  private readonly width: number;
  private readonly grades = new Map<number, Grade>();
  private readonly weights: Float64Array;
  private readonly rowsOf: number[][];
  private readonly columnsOf: number[][];

  constructor(rows: readonly Row[], columns: readonly Column[]) {
    this.width = columns.length;
    this.weights = new Float64Array(rows.length * columns.length);
    this.rowsOf = columns.map(() => []);
    this.columnsOf = rows.map(() => []);
    const byKey = columnsByKey(columns);
    for (const [row, { keys, instruction }] of rows.entries())
      for (const { text, grade } of keys)
        for (const column of byKey.get(text) ?? []) this.add(row, column, grade, weightOf(grade, text, instruction));
  }

  private add(row: number, column: number, grade: Grade, weight: number): void {
    const at = row * this.width + column;
    const known = this.weights[at] ?? 0;
    if (known === 0) {
      this.rowsOf[column]?.push(row);
      this.columnsOf[row]?.push(column);
    }
    if (weight <= known) return;
    this.weights[at] = weight;
    this.grades.set(at, grade);
  }

  /** Undefined when they share none. */
  grade(row: number, column: number): Grade | undefined {
    return this.grades.get(row * this.width + column);
  }

  /** 0 when they share none. */
  weight(row: number, column: number): number {
    return this.weights[row * this.width + column] ?? 0;
  }

  rowsWith(column: number): readonly number[] {
    return this.rowsOf[column] ?? [];
  }

  columnsWith(row: number): readonly number[] {
    return this.columnsOf[row] ?? [];
  }
}
function columnsByKey(columns: readonly Column[]): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  for (const [index, column] of columns.entries())
    for (const key of column?.keys ?? []) {
      const others = found.get(key);
      if (others === undefined) found.set(key, [index]);
      else others.push(index);
    }
  return found;
}

const gradeWeights: Readonly<Record<Grade, number>> = { full: 6, recorded: 5, loose: 3 };

/** A long text says more than `USER root`, and an instruction that can have a layer matters more than one that cannot. */
function weightOf(grade: Grade, text: string, instruction: string): number {
  return (gradeWeights[grade] + Math.min(4, text.length / 15)) * (makesFiles(instruction) ? 1 : 0.7);
}
