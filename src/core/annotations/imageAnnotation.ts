import type { Mapping } from '../mapping/types.ts';
import { figuresOf } from './figures.ts';
import type { ImageAnnotation, ImageFacts } from './types.ts';

export function annotateImage({ baseLayers, steps }: Mapping, facts: ImageFacts): ImageAnnotation {
  const { reference, source, tags, platform, config } = facts.image;
  const all = facts.layers.map((_, layer) => layer);
  const figures = figuresOf(facts, all);
  return {
    reference,
    source,
    tags,
    platform,
    created: config.created ?? null,
    layers: all.length,
    baseLayers,
    figures,
    userFigures: figuresOf(facts, all.slice(baseLayers)),
    efficiency: figures.shippedBytes === 0 ? 1 : figures.visibleBytes / figures.shippedBytes,
    staleSteps: steps.filter(({ stale }) => stale).length,
    guessedSteps: steps.filter(({ stale, confidence, layers }) => !stale && confidence === 'low' && layers.length > 0)
      .length,
  };
}
