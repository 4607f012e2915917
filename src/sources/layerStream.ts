import type { DigestAlgorithm } from '../core/image/digest.ts';
import type { Digest } from '../core/image/types.ts';
import type { Warning } from '../core/image/warning.ts';
import type { LayerIndex } from '../core/merge/layerIndex.ts';
import { layerIndexBuilder } from '../core/merge/layerIndexBuilder.ts';
import { readTarStream } from '../core/tar/readTarStream.ts';
import { tapped } from './chunks.ts';
import { decompress } from './decompress.ts';
import { blobHash, contentHasher } from './hash.ts';

/** What came of reading a layer's blob from its first byte to its last. */
export interface LayerStream {
  /** Of a broken layer the entries before the break. */
  readonly index: LayerIndex;
  readonly warnings: readonly Warning[];
  /** Why it could not be read to its end; null when it could. */
  readonly error: Error | null;
  /** Digest of the plain tar, as far as it was read; null when it was not asked for. */
  readonly tarDigest: Digest | null;
}

export interface LayerStreamOptions {
  readonly signal: AbortSignal | undefined;
  /** Which layer, for the warnings. */
  readonly layer: number;
  /** Null when the plain tar's digest is not wanted: it costs as much as the blob's. */
  readonly tarAlgorithm: DigestAlgorithm | null;
}

/**
 * Decompresses, indexes and hashes contents in one pass. A broken layer is a result, not an exception; only an aborted
 * reading throws.
 */
export async function readLayerStream(
  chunks: AsyncIterable<Uint8Array>,
  { signal, layer, tarAlgorithm }: LayerStreamOptions,
): Promise<LayerStream> {
  const builder = layerIndexBuilder(layer, contentHasher());
  const tarHash = tarAlgorithm === null ? null : blobHash(tarAlgorithm);
  const broken: Error[] = [];
  const tar = untilBroken(decompress(chunks), (error) => {
    broken.push(error);
  });
  const error = await caught(
    readTarStream(tarHash === null ? tar : tapped(tar, (chunk) => tarHash.update(chunk)), builder.sink, {
      ...(signal === undefined ? {} : { signal }),
    }),
    signal,
  );
  return { ...builder.finish(), error: broken.at(0) ?? error, tarDigest: tarHash?.digest() ?? null };
}

/** Ends where the chunks break, so that the tar reader leaves out the file that is not whole. */
async function* untilBroken(
  chunks: AsyncIterable<Uint8Array>,
  tell: (error: Error) => void,
): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
  } catch (error) {
    tell(error instanceof Error ? error : new Error(String(error)));
  }
}

/** The error a reading ended with, or null. Having been told to stop is no result: that is thrown. */
export async function caught(reading: Promise<void>, signal: AbortSignal | undefined): Promise<Error | null> {
  try {
    await reading;
    signal?.throwIfAborted();
    return null;
  } catch (error) {
    signal?.throwIfAborted();
    return error instanceof Error ? error : new Error(String(error));
  }
}
