import type { PictureLayer } from '../../core/picture/types.ts';
import type { StepsAnswer } from '../../protocol/serverRequests.ts';
import { type LayerRange, stepOfLayer } from '../look/rows.ts';

type Steps = NonNullable<StepsAnswer>;

/** The layers of an image with the lines that made them. */
export function pictureLayers(steps: Steps): PictureLayer[] {
  return steps.layers.map(({ layer, shippedBytes, visibleBytes, wastedBytes, isBase, origin }) => {
    const step = stepOfLayer(steps, layer);
    return {
      line: step?.line ?? null,
      endLine: step?.endLine ?? null,
      text: step?.text ?? origin,
      shippedBytes,
      visibleBytes,
      wastedBytes,
      isBase,
      seconds: step?.buildSeconds ?? null,
      cached: step?.cached ?? false,
    };
  });
}

/** The layers of a range; none of one that changes nothing. */
export function layersIn({ since, step }: LayerRange): number[] {
  return Array.from({ length: Math.max(0, step - since + 1) }, (_, i) => since + i);
}
