import type { Severity } from './rule.ts';
import type { SeenPath } from './sighting.ts';

/** One thing worth fixing, with the bytes it costs, at the lines that wrote and that hid: plain data. Nothing is escaped. */
export interface Finding {
  /** The name of its rule, whose page is docs/rules/NAME.md. */
  readonly rule: string;
  /** See `Sighting.kind`. */
  readonly kind: string;
  readonly severity: Severity;
  /** One sentence without a full stop. */
  readonly message: string;
  /** What to do, in one sentence. */
  readonly advice: string;
  readonly files: number;
  readonly bytes: number;
  /** Of the shipped bytes of the image, from 0 to 1. */
  readonly share: number;
  /** See `Sighting`. */
  readonly paths: readonly SeenPath[];
  readonly places: readonly SeenPath[];
  readonly written: FindingPlace;
  /** The layer that removed or covered the files, where that is the matter. */
  readonly hidden: FindingPlace | null;
  /** The line that wrote was matched by a guess, or has changed since the build. */
  readonly doubt: 'guessed' | 'stale' | null;
}

export interface FindingPlace {
  readonly layer: number;
  /** Position in `Dockerfile.steps`; null for a layer that no line made, and without a Dockerfile; as are the lines. */
  readonly step: number | null;
  readonly startLine: number | null;
  readonly endLine: number | null;
}
