import type { Dockerfile } from '../dockerfile/types.ts';
import { makesFiles } from './history/keywords.ts';
import { matchHistory, type RecordedImage } from './matchHistory.ts';
import { stageChain, targetStage } from './stageChain.ts';

/** How well an image's history fits a Dockerfile. */
export interface HistoryFit {
  /** Instructions that it tells of as they are written. */
  readonly same: number;
  /** Instructions that the Dockerfile's image should tell of. */
  readonly all: number;
  /** Entries that it does not account for, but for the base's: of another Dockerfile, or of an image built from this one. */
  readonly others: number;
}

/**
 * Null when the image is hardly this Dockerfile's: less than half of the instructions are told of, none of them one that
 * makes files, or more stands among and above them than that.
 */
export function historyFit(
  dockerfile: Dockerfile,
  image: RecordedImage,
  { target }: { readonly target?: string | undefined } = {},
): HistoryFit | null {
  const chain = stageChain(dockerfile, targetStage(dockerfile, target));
  const match = matchHistory(dockerfile, image, { chain, buildArgs: new Map(), baseLayers: null });
  const own = match.expected.filter(({ trigger }) => !trigger);
  const same = match.matches.filter(({ row, how }) => how === 'same' && !match.expected[row].trigger);
  const columns = new Set(match.matches.map(({ column }) => column));
  const others = match.entries.filter((_, column) => column >= match.start && !columns.has(column));
  const fit = { same: same.length, all: own.length, others: others.length };
  const isTold = same.length > 0 && 2 * same.length >= own.length && fit.others <= same.length;
  const makers = own.filter(({ instruction }) => makesFiles(instruction));
  const isTelling = same.some(({ row }) => makesFiles(match.expected[row]?.instruction ?? ''));
  return isTold && (isTelling || makers.length === 0) ? fit : null;
}

/** Sorts the better fit first; 0 for equal ones. */
export function compareFits(one: HistoryFit, other: HistoryFit): number {
  return other.same - other.others - (one.same - one.others);
}
