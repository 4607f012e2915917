import { invalid, MAX_DOCUMENT } from '../core/image/jsonDocument.ts';
import { layerIndexBuilder } from '../core/merge/layerIndexBuilder.ts';
import type { LayerReading, ReadOptions } from '../core/openImage.ts';
import { readTarSeeking } from '../core/tar/readTarSeeking.ts';
import type { ByteRange } from './byteRange.ts';
import { type Encoding, MAGIC_BYTES, sniffEncoding } from './encoding.ts';
import { hashFileContents } from './hashFileContents.ts';
import type { ExpectedLayer, ImageFile } from './imageFile.ts';
import { layerFailure, wrongSize } from './layerFailure.ts';
import { caught } from './layerStream.ts';
import { readPlain, readStreamed } from './readBytes.ts';
import { streamLayer } from './streamLayer.ts';

/** Lends the bytes for as long as `use` runs, so that a file of a directory is open no longer than it is read. */
export type WithRange = <T>(use: (range: ByteRange) => T | Promise<T>) => Promise<T>;

/**
 * A file of an image that can be read at any place. A plain layer is indexed by seeking from header to header, its
 * contents hashed when someone asks; a compressed one has to be read in full anyway, so all is done in that one pass.
 */
export function rangeFile(size: number, withRange: WithRange): ImageFile {
  return {
    size,
    encoding: () => withRange(sniff),
    document(what) {
      if (size > MAX_DOCUMENT) throw invalid(what, `it has ${size} bytes, more than the ${MAX_DOCUMENT} allowed`);
      return withRange(readAll);
    },
    readLayer: (expected, options) =>
      withRange((range) =>
        sniff(range) === 'plain' && options.verify !== true
          ? seekLayer(range, expected, options)
          : streamLayer(range, expected, options),
      ),
    hashContents: (index, entries, options) =>
      withRange(async (range) => {
        // A compressed layer's contents were hashed when it was read, and offsets are of the plain tar.
        if (sniff(range) === 'plain') await hashFileContents(range, index, entries, options);
      }),
    readBytes: (offset, length, { signal }) =>
      withRange((range) =>
        sniff(range) === 'plain'
          ? readPlain(range, offset, length, signal)
          : readStreamed(range.chunks(signal), offset, length, signal),
      ),
  };
}

function sniff(range: ByteRange): Encoding {
  const head = new Uint8Array(MAGIC_BYTES);
  return sniffEncoding(head.subarray(0, range.read(head, 0)));
}

function readAll(range: ByteRange): Uint8Array {
  const bytes = new Uint8Array(range.size);
  return bytes.subarray(0, range.read(bytes, 0));
}

/** Checks no digest: not to read it all is what makes it fast. */
async function seekLayer(range: ByteRange, expected: ExpectedLayer, options: ReadOptions): Promise<LayerReading> {
  const { signal, onBytes } = options;
  const builder = layerIndexBuilder(expected.index, null);
  const error = await caught(
    readTarSeeking(range, builder.sink, {
      ...(signal === undefined ? {} : { signal }),
      ...(onBytes === undefined ? {} : { onProgress: onBytes }),
    }),
    signal,
  );
  const failure = wrongSize(expected, range.size) ?? (error === null ? null : layerFailure(expected, error));
  return { ...builder.finish(), failure, checkedBy: null };
}
