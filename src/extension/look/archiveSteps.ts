import { layerOrigins } from '../../core/words/layerOrigins.ts';
import type { ImageSummary } from '../../protocol/imageSummary.ts';
import type { StepsAnswer } from '../../protocol/serverRequests.ts';

/** The steps of an image without a Dockerfile: its layers alone. */
export function archiveSteps({ key, image, layers }: ImageSummary): NonNullable<StepsAnswer> {
  const origins = layerOrigins(image);
  const total = (value: (layer: ImageSummary['layers'][number]) => number): number =>
    layers.reduce((sum, layer) => sum + value(layer), 0);
  const [shippedBytes, visibleBytes] = [total((layer) => layer.shippedBytes), total((layer) => layer.visibleBytes)];
  return {
    version: 0,
    key,
    stages: [],
    layers: layers.map((facts, layer) => ({
      layer,
      step: null,
      diffId: image.layers[layer].diffId,
      digest: image.layers[layer].digest,
      blobBytes: image.layers[layer].blobSize,
      shippedBytes: facts.shippedBytes,
      visibleBytes: facts.visibleBytes,
      wastedBytes: facts.wastedBytes,
      isBase: false,
      origin: origins[layer],
    })),
    totals: {
      blobBytes: image.layers.reduce((sum, { blobSize }) => sum + blobSize, 0),
      shippedBytes,
      visibleBytes,
      wastedBytes: shippedBytes - visibleBytes,
      efficiency: shippedBytes === 0 ? 1 : visibleBytes / shippedBytes,
      baseLayers: 0,
    },
  };
}
