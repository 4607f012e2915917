import { invalid, MAX_DOCUMENT } from '../../core/image/jsonDocument.ts';
import { collect, partOf } from '../chunks.ts';
import { MAGIC_BYTES, sniffEncoding } from '../encoding.ts';
import type { ImageFile } from '../imageFile.ts';
import { readStreamed } from '../readBytes.ts';
import { streamLayer } from '../streamLayer.ts';

/** Streams a blob, from its first byte. */
export type BlobStream = (signal: AbortSignal | undefined) => AsyncIterable<Uint8Array>;

/**
 * A blob that comes over a network: nothing is asked for before someone wants it. A layer is read in one pass, compressed or
 * not, with the hashes of its contents, for to seek would be to ask again for each header.
 *
 * @param signal Ends the reading of documents.
 */
export function registryFile(size: number, blob: BlobStream, signal: AbortSignal): ImageFile {
  return {
    size,
    encoding: async () => sniffEncoding(await collect(partOf(blob(signal), 0, MAGIC_BYTES))),
    async document(what) {
      if (size > MAX_DOCUMENT) throw invalid(what, `it has ${size} bytes, more than the ${MAX_DOCUMENT} allowed`);
      return collect(blob(signal));
    },
    readLayer: (expected, options) => streamLayer({ size, chunks: blob }, expected, options),
    hashContents: () => Promise.resolve(),
    readBytes: (offset, length, options) => readStreamed(blob(options.signal), offset, length, options.signal),
  };
}
