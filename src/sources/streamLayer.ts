import { digestAlgorithm } from '../core/image/digest.ts';
import type { LayerReading, ReadOptions } from '../core/openImage.ts';
import type { ByteRange } from './byteRange.ts';
import { tapped } from './chunks.ts';
import { blobHash } from './hash.ts';
import type { ExpectedLayer } from './imageFile.ts';
import { judge } from './layerFailure.ts';
import { readLayerStream } from './layerStream.ts';

/** Reads a layer's blob from its first byte to its last, and checks it. */
export async function streamLayer(
  range: Pick<ByteRange, 'size' | 'chunks'>,
  expected: ExpectedLayer,
  options: ReadOptions,
): Promise<LayerReading> {
  const { signal, onBytes, verify = false } = options;
  const blob = blobHash(digestAlgorithm(expected.digest ?? expected.diffId));
  let bytes = 0;
  const chunks = tapped(range.chunks(signal), (chunk) => {
    blob.update(chunk);
    bytes += chunk.length;
    onBytes?.(bytes);
  });
  // Without a digest of the blob the diffID is all there is to check what was read.
  const tarAlgorithm = verify || expected.digest === null ? digestAlgorithm(expected.diffId) : null;
  const { index, warnings, error, tarDigest } = await readLayerStream(chunks, {
    signal,
    layer: expected.index,
    tarAlgorithm,
  });
  return { index, warnings, ...judge(expected, { size: range.size, blobDigest: blob.digest(), tarDigest }, error) };
}
