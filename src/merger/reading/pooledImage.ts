import { randomUUID } from 'node:crypto';
import type * as v from 'valibot';
import { Failure } from '../../core/error.ts';
import type { Layer } from '../../core/image/types.ts';
import { HASH_BYTES } from '../../core/merge/layerIndex.ts';
import { layerIndexBuilder } from '../../core/merge/layerIndexBuilder.ts';
import type { LayerReading, OpenImage } from '../../core/openImage.ts';
import type { ReadableImage, ReaderQuestions } from '../../protocol/readerQuestions.ts';
import type { ReaderPool } from './readerPool.ts';

/** The same image, whose layers are read by threads that open the file themselves. */
export function pooledImage(
  open: OpenImage,
  pool: ReaderPool,
  place: Omit<ReadableImage, 'id' | 'manifestDigest' | 'opening'>,
): OpenImage {
  const { id, manifestDigest } = open.image;
  const image: ReadableImage = { ...place, id, manifestDigest, opening: randomUUID() };
  return {
    ...open,
    async readLayer(layer, { signal, onBytes, verify = false }) {
      try {
        const reading = await pool.ask(
          'readLayer',
          { image, layer, verify },
          { signal, onProgress: (bytes) => onBytes?.(Number(bytes)) },
        );
        return readingOf(open.image.layers[layer], reading);
      } catch (error) {
        signal?.throwIfAborted();
        return unread(layer, error);
      }
    },
    async hashContents(layer, index, entries, { signal, onBytes }) {
      const offset = Float64Array.from(entries, (entry) => index.offset[entry]);
      const size = Float64Array.from(entries, (entry) => index.size[entry]);
      let hash: Uint8Array;
      try {
        ({ hash } = await pool.ask(
          'hashContents',
          { image, layer, offset, size },
          { signal, onProgress: (bytes) => onBytes?.(Number(bytes)) },
        ));
      } catch (error) {
        signal?.throwIfAborted();
        if (!(error instanceof Failure && error.kind === 'image')) throw error;
        // Another file may stand in its place by now, while ours is still open.
        await open.hashContents(layer, index, entries, { ...(signal === undefined ? {} : { signal }) });
        return;
      }
      entries.forEach((entry, i) => {
        index.hash.set(hash.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES), entry * HASH_BYTES);
      });
    },
    async close() {
      pool.letGo(image);
      await open.close();
    },
  };
}

type Told = v.InferOutput<ReaderQuestions['readLayer']['result']>;

function readingOf(layer: Layer, { index, warnings, failure, checkedBy }: Told): LayerReading {
  return {
    index,
    warnings,
    failure: failure && new Failure(failure.kind, failure.message, failure.advice),
    checkedBy: [layer.diffId, layer.digest].find((digest) => digest === checkedBy) ?? null,
  };
}

/** A thread that crashed at one layer does not hide the others. */
function unread(layer: number, error: unknown): LayerReading {
  if (!(error instanceof Failure)) throw error;
  const failure = new Failure(error.kind, `Layer ${layer} could not be read: ${error.message}`, error.advice);
  return { ...layerIndexBuilder(layer, null).finish(), failure, checkedBy: null };
}
