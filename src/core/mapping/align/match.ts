import type { Grade } from '../keys/key.ts';

/**
 * - `same`: the text says so;
 * - `similar`: it was edited;
 * - `moved`: the text stands at another place;
 * - `replaced`: something else stands between the same neighbours.
 */
export type How = 'same' | 'similar' | 'moved' | 'replaced';

/** A row and a column that belong together. */
export interface Match {
  readonly row: number;
  readonly column: number;
  readonly how: How;
  /** How much the text says, for `same` and `moved`. */
  readonly grade: Grade;
  /** The row could as well be another column's, or the other way round. */
  readonly ambiguous: boolean;
}
