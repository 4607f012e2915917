import type { FindingLimits } from '../../core/findings/findings.ts';
import type { Style } from '../terminal/style.ts';

/** How a report for people looks. */
export interface TextOptions {
  readonly style: Style;
  /** Terminal cells a line. */
  readonly width: number;
  /** Say for each instruction why it was matched. */
  readonly explain?: boolean;
  /** Which findings are told, where that is configured. */
  readonly limits?: FindingLimits | undefined;
}
