import type { Finding, FindingPlace } from '../findings/finding.ts';
import type { DiveFigures } from './diveFigures.ts';
import type { Bound, Unit } from './figures.ts';
import type { GateSeverity } from './gateRules.ts';

/** `known`: broken, but no worse than in the baseline. `skipped`: cannot be told of this image. */
export type GateStatus = 'passed' | 'failed' | 'known' | 'skipped';

/** One rule and what became of it: plain data. Nothing is escaped. */
export interface GateCheck {
  /** As the configuration names it: `image.maxSize`. */
  readonly rule: string;
  readonly title: string;
  readonly status: GateStatus;
  readonly unit: Unit;
  readonly bound: Bound;
  readonly actual: number;
  readonly limit: number;
  /** What it was in the baseline. */
  readonly before: number | null;
  /** What is worth knowing of the figure, in one sentence without a full stop; empty for nothing. */
  readonly note: string;
  /** Where it is broken, where that can be told. */
  readonly breaches: readonly Breach[];
}

/** One place at which a rule is broken. */
export interface Breach {
  /** Stable from build to build, as far as the place is. */
  readonly key: string;
  readonly status: 'failed' | 'known';
  /** One sentence without a full stop. */
  readonly message: string;
  readonly value: number;
  readonly before: number | null;
  readonly place: FindingPlace;
  readonly hidden: FindingPlace | null;
}

export interface GateFinding {
  readonly finding: Finding;
  /** Of the configuration, also where the line is in doubt: what is in the image is certain. */
  readonly severity: GateSeverity;
  /** `passed`: not severe enough to break the gate. */
  readonly status: Exclude<GateStatus, 'skipped'>;
  /** In the baseline, and no worse than there. */
  readonly isKnown: boolean;
  /** See `findingKey`. */
  readonly key: string;
}

export interface GateResult {
  readonly passed: boolean;
  readonly checks: readonly GateCheck[];
  /** Most severe first, then dearest. */
  readonly findings: readonly GateFinding[];
  /** What dive would say; null where its rules are not asked for. */
  readonly dive: DiveFigures | null;
  readonly usesBaseline: boolean;
}
