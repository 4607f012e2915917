import type { Style } from '../terminal/style.ts';

/** How a report for people looks. */
export interface TextOptions {
  readonly style: Style;
  /** Terminal cells a line; Infinity where nothing is to be cut. */
  readonly width: number;
}
