import { InvalidArgumentError } from 'commander';

/** Two numbers of layers or lines, in the order in which they were given. */
export interface NumberRange {
  readonly from: number;
  readonly to: number;
}

/** `28-29` or `28..29`. */
export function numberRange(text: string): NumberRange {
  const [, from, to] = /^(\d{1,9})(?:-|\.\.)(\d{1,9})$/.exec(text) ?? [];
  if (from === undefined || to === undefined) throw new InvalidArgumentError('It must be two numbers, such as 3-5.');
  return { from: Number(from), to: Number(to) };
}

export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}
