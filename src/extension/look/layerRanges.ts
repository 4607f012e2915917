import type { StepsAnswer } from '../../protocol/serverRequests.ts';
import type { StepRow } from './rows.ts';
import { stepOfLayer } from './rows.ts';

type Steps = NonNullable<StepsAnswer>;

/** Layers next to each other, both ends included. */
export interface Joinable {
  readonly first: number;
  readonly last: number;
}

/** Why some layers cannot be made one. */
export type Unjoinable = 'none' | 'one' | 'base';

/** The layers from the first to the last of these: one layer takes all that lie between. Base layers are built elsewhere. */
export function joinableRange(steps: Steps, layers: readonly number[]): Joinable | Unjoinable {
  if (layers.length === 0) return 'none';
  const range = { first: Math.min(...layers), last: Math.max(...layers) };
  if (range.first === range.last) return 'one';
  const { baseLayers } = steps.totals;
  return range.first < baseLayers && baseLayers <= range.last ? 'base' : range;
}

/** Layers of the range that were not asked for, because they lie between. */
export function between({ first, last }: Joinable, layers: readonly number[]): number[] {
  return numbersFrom(first, last).filter((layer) => !layers.includes(layer));
}

/** The lines that a range of layers was made by; null where either end has none. */
export function linesOf(
  steps: Steps,
  { first, last }: Joinable,
): { readonly from: number; readonly to: StepRow } | null {
  const [from, to] = [stepOfLayer(steps, first), stepOfLayer(steps, last)];
  return from === undefined || to === undefined ? null : { from: from.line, to };
}

export function numbersFrom(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}
