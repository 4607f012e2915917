import type { Figures, ImageFacts } from './types.ts';

export const NO_FIGURES: Figures = {
  added: 0,
  overwritten: 0,
  hidden: 0,
  shippedBytes: 0,
  visibleBytes: 0,
  wastedBytes: 0,
  blobBytes: 0,
};

/** What these layers come to. */
export function figuresOf({ image, layers }: ImageFacts, chosen: readonly number[]): Figures {
  const facts = chosen.map((layer) => layers[layer]);
  return {
    added: sum(facts, ({ changes }) => changes.added),
    overwritten: sum(facts, ({ changes }) => changes.modified + changes.metadata + changes.identical),
    hidden: sum(facts, ({ changes }) => changes.removed),
    shippedBytes: sum(facts, ({ shippedBytes }) => shippedBytes),
    visibleBytes: sum(facts, ({ visibleBytes }) => visibleBytes),
    wastedBytes: sum(facts, ({ wastedBytes }) => wastedBytes),
    blobBytes: sum(chosen, (layer) => image.layers[layer].blobSize),
  };
}

export function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}
