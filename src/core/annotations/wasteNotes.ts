import type { Dockerfile } from '../dockerfile/types.ts';
import type { Mapping } from '../mapping/types.ts';
import { wastedAt } from './effects.ts';
import { sum } from './figures.ts';
import { placesIn } from './places.ts';
import type { ImageFacts, WastedAt } from './types.ts';

/** A line has a note when both thresholds are reached. */
export interface WasteThresholds {
  readonly minBytes: number;
  /** Of the shipped bytes of the image, from 0 to 1. */
  readonly minShare: number;
  /** Tell of the base image's layers, too. */
  readonly includeBase: boolean;
  /** Of notes that are certain; of a line that was guessed or has changed, only information is given. */
  readonly severity: 'warning' | 'information';
}

export const defaultWasteThresholds: WasteThresholds = {
  minBytes: 100_000,
  minShare: 0.01,
  includeBase: false,
  severity: 'warning',
};

/** What a line ships for nothing. */
export interface WasteNote {
  readonly step: number;
  readonly layers: readonly number[];
  readonly bytes: number;
  /** Of the shipped bytes of the image. */
  readonly share: number;
  readonly files: number;
  /** The places that made these bytes useless, most bytes first. */
  readonly groups: readonly WastedAt[];
  readonly severity: 'warning' | 'information';
  /** The line was matched by a guess, or has changed since the build. */
  readonly doubt: 'guessed' | 'stale' | null;
}

/** At most one note a step, in the order of the steps. */
export function wasteNotes(
  dockerfile: Dockerfile,
  mapping: Mapping,
  facts: ImageFacts,
  thresholds: WasteThresholds = defaultWasteThresholds,
): WasteNote[] {
  const places = placesIn(dockerfile, mapping);
  const shipped = sum(facts.layers, ({ shippedBytes }) => shippedBytes);
  return mapping.steps.flatMap(({ step, layers: made, stale, confidence }) => {
    const layers = made.filter((layer) => isWanted(mapping, thresholds, layer) && mapping.stepOfLayer[layer] === step);
    const groups = wastedAt(facts, places, layers);
    const bytes = sum(groups, (group) => group.bytes);
    const share = shipped === 0 ? 0 : bytes / shipped;
    if (bytes === 0 || bytes < thresholds.minBytes || share < thresholds.minShare) return [];
    const doubt = stale ? 'stale' : confidence === 'low' ? 'guessed' : null;
    const severity = doubt === null ? thresholds.severity : 'information';
    return [{ step, layers, bytes, share, files: sum(groups, ({ files }) => files), groups, severity, doubt }];
  });
}

function isWanted({ baseLayers }: Mapping, { includeBase }: WasteThresholds, layer: number): boolean {
  return includeBase || layer >= baseLayers;
}
