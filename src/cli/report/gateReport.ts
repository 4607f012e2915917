import type { Analysis } from '../../core/analysis.ts';
import type { Finding } from '../../core/findings/finding.ts';
import type { GateResult } from '../../core/gate/gateResult.ts';
import type { Comparison } from './comparison.ts';

/** What all reports of `layerwise ci` are made of. */
export interface GateReport {
  readonly analysis: Analysis;
  readonly result: GateResult;
  /** The files that hold the rules, as people name them; empty where the defaults hold. */
  readonly rulesFrom: readonly string[];
  readonly baseline: string | null;
  /** With the image of `--compare-to` as A. */
  readonly comparison: Comparison | null;
  /** The Dockerfile from the repository's root, with `/` between its names; null where it is not below it. */
  readonly artifact: string | null;
  readonly fixes: (finding: Finding) => readonly ReportedFix[];
}

/** A correction of the Dockerfile; offsets count UTF-16 units of its text. */
export interface ReportedFix {
  readonly title: string;
  readonly edits: readonly { readonly startOffset: number; readonly endOffset: number; readonly newText: string }[];
}
