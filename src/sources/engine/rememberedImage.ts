import type { OpenImage } from '../../core/openImage.ts';
import type { RememberedImage } from './imageMemory.ts';
import { sharedWork } from './sharedWork.ts';

/**
 * An image that need not be exported, because its layers are in the cache; for what is not there, it is exported after all.
 *
 * @param exported Opens it by an export.
 */
export function rememberedImage(
  remembered: RememberedImage,
  exported: (signal: AbortSignal) => Promise<OpenImage>,
): OpenImage {
  const open = sharedWork(exported);
  return {
    ...remembered,
    isReadAlready: false,
    readLayer: async (layer, options) => (await open.wait(options.signal)).readLayer(layer, options),
    // What was checked against a digest, as all that an export brings, was hashed when it was read.
    hashContents: () => Promise.resolve(),
    readContent: async (layer, index, entry, range, options) =>
      (await open.wait(options.signal)).readContent(layer, index, entry, range, options),
    async close() {
      await (await open.end())?.close();
    },
  };
}
