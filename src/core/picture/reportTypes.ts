import type { ChangeCounts } from '../merge/changes.ts';
import type { HowHidden } from '../words/hidingWords.ts';
import type { PictureData } from './types.ts';

/** A report of an image as a page. Nothing in it is escaped. */
export interface ReportData extends PictureData {
  /** Of Layerwise. */
  readonly version: string;
  readonly image: {
    readonly reference: string;
    readonly tags: readonly string[];
    readonly id: string;
    readonly platform: string;
    readonly created: string | null;
  };
  /** Null without one. */
  readonly dockerfile: { readonly path: string; readonly stage: string | null; readonly recorded: boolean } | null;
  readonly totals: ReportTotals;
  /** Instructions in the order of the Dockerfile, then layers that none of them made; without a Dockerfile all layers. */
  readonly steps: readonly ReportStep[];
  readonly findings: readonly ReportFinding[];
  /** The largest of them. */
  readonly waste: readonly ReportWaste[];
  /** How many there are. */
  readonly wastedFiles: number;
  readonly warnings: readonly string[];
}

export interface ReportTotals {
  readonly blobBytes: number;
  readonly shippedBytes: number;
  readonly visibleBytes: number;
  readonly wastedBytes: number;
  readonly efficiency: number;
  readonly baseLayers: number;
}

export interface ReportStep {
  readonly line: number | null;
  /** The instruction as it is written, or what the history says. */
  readonly text: string;
  /** Those whose figures stand here. */
  readonly layers: readonly number[];
  /** A guess, or changed since the build. */
  readonly doubt: 'guessed' | 'stale' | null;
  readonly changes: ChangeCounts;
  readonly shippedBytes: number;
  readonly wastedBytes: number;
  readonly seconds: number | null;
  readonly cached: boolean;
  /** The name of its stage, where there are several. */
  readonly stage: string | null;
}

export interface ReportFinding {
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  readonly advice: string;
  readonly bytes: number;
  readonly share: number;
  readonly line: number | null;
  readonly hiddenLine: number | null;
}

export interface ReportWaste {
  readonly path: string;
  readonly bytes: number;
  readonly layer: number;
  readonly hiddenBy: { readonly layer: number; readonly how: HowHidden };
}
