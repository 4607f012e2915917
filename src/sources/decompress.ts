import { ahead, peek } from './chunks.ts';
import { type Encoding, MAGIC_BYTES, sniffEncoding } from './encoding.ts';
import { gunzip } from './gunzip.ts';
import { unzstd } from './unzstd.ts';

/**
 * The plain bytes of a blob, however it is compressed, in bounded memory however much it inflates to.
 *
 * @throws Failure when the data is damaged or cut off.
 */
export async function* decompress(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { head, all } = await peek(chunks, MAGIC_BYTES);
  yield* decoded(all, sniffEncoding(head));
}

function decoded(chunks: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncIterable<Uint8Array> {
  switch (encoding) {
    case 'plain':
      return chunks;
    case 'gzip':
      return gunzip(ahead(chunks));
    case 'zstd':
      return unzstd(ahead(chunks));
  }
}
