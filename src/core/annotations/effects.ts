import type { Covered, WastedBy } from '../layerFacts.ts';
import { figuresOf, NO_FIGURES, sum } from './figures.ts';
import type { PlacedItems, Places } from './places.ts';
import type { CoveredAt, Effects, ImageFacts, WastedAt } from './types.ts';

/** How many paths stand for the rest. */
const SHOWN = 5;

/** What some layers did together. */
export function effectsOf(facts: ImageFacts, places: Places, chosen: readonly number[]): Effects {
  // Most lines have no layer, and all are told anew at each keystroke.
  if (chosen.length === 0) return NO_EFFECTS;
  return {
    figures: figuresOf(facts, chosen),
    largest: largestOf(chosen.flatMap((layer) => facts.layers[layer].largest)),
    covers: places
      .group(chosen.flatMap((layer) => facts.layers[layer].covers))
      .map(joinCovered)
      .sort((a, b) => b.overwritten + b.hidden - a.overwritten - a.hidden),
    wastedBy: wastedAt(facts, places, chosen),
  };
}

const NO_EFFECTS: Effects = { figures: NO_FIGURES, largest: [], covers: [], wastedBy: [] };

/** The places that made bytes of these layers useless, most bytes first. */
function wastedAt({ layers }: ImageFacts, places: Places, chosen: readonly number[]): WastedAt[] {
  return places
    .group(chosen.flatMap((layer) => layers[layer].wastedBy))
    .map(joinWasted)
    .sort((a, b) => b.bytes - a.bytes);
}

function joinCovered({ place, items }: PlacedItems<Covered>): CoveredAt {
  if (items.length === 1) return { ...items[0], place };
  return {
    place,
    overwritten: sum(items, ({ overwritten }) => overwritten),
    hidden: sum(items, ({ hidden }) => hidden),
    paths: largestOf(items.flatMap(({ paths }) => paths)),
  };
}

function joinWasted({ place, items }: PlacedItems<WastedBy>): WastedAt {
  return {
    place,
    files: sum(items, ({ files }) => files),
    bytes: sum(items, ({ bytes }) => bytes),
    ways: joinWays(items.flatMap(({ ways }) => ways)),
    paths: largestOf(items.flatMap(({ paths }) => paths)),
  };
}

function joinWays(ways: WastedAt['ways']): WastedAt['ways'] {
  return [...new Set(ways.map(({ how }) => how))]
    .map((how) => ways.filter((way) => way.how === how))
    .map((same) => ({
      how: same[0].how,
      files: sum(same, ({ files }) => files),
      bytes: sum(same, ({ bytes }) => bytes),
    }))
    .sort((a, b) => b.bytes - a.bytes);
}

function largestOf<T extends { readonly bytes: number }>(files: readonly T[]): T[] {
  return files.toSorted((a, b) => b.bytes - a.bytes).slice(0, SHOWN);
}
