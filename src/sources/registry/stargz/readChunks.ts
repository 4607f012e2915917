import { Failure } from '../../../core/error.ts';
import { digestAlgorithm } from '../../../core/image/digest.ts';
import { memoryRange } from '../../byteRange.ts';
import { collect, partOf } from '../../chunks.ts';
import { decompress } from '../../decompress.ts';
import { digestOf } from '../../hash.ts';
import type { Chunk } from './chunkMap.ts';
import type { ReadPart } from './readTable.ts';

/**
 * Bytes of the files' contents, counted as the chunks' positions are. Each chunk they touch is read whole and checked.
 *
 * @throws Failure when a chunk is not what the table says.
 */
export async function readChunks(
  chunks: readonly Chunk[],
  position: number,
  length: number,
  read: ReadPart,
): Promise<Uint8Array> {
  const end = position + length;
  const touched = chunks.filter((chunk) => chunk.position < end && chunk.position + chunk.size > position);
  const parts: Uint8Array[] = [];
  for (const chunk of touched) {
    const bytes = await readChunk(chunk, await read(chunk.start, chunk.end));
    parts.push(bytes.subarray(Math.max(0, position - chunk.position), end - chunk.position));
  }
  return Uint8Array.from(Buffer.concat(parts));
}

async function readChunk({ innerOffset, size, digest }: Chunk, member: Uint8Array): Promise<Uint8Array> {
  const bytes = await collect(partOf(decompress(memoryRange(member).chunks(undefined)), innerOffset, size));
  if (digestOf(bytes, digestAlgorithm(digest)) === digest) return bytes;
  throw new Failure(
    'image',
    'a part of the layer is not what its table of contents says',
    'Read the image with --verify, or push it again.',
  );
}
