import type { DigestAlgorithm } from '../core/image/digest.ts';
import { invalid, MAX_DOCUMENT } from '../core/image/jsonDocument.ts';
import type { LayerReading } from '../core/openImage.ts';
import type { TarEntry } from '../core/tar/entry.ts';
import { memoryRange } from './byteRange.ts';
import { type ChunkQueue, chunkQueue } from './chunkQueue.ts';
import { collect, peek } from './chunks.ts';
import { type Encoding, MAGIC_BYTES, sniffEncoding } from './encoding.ts';
import { type BlobHash, blobHash } from './hash.ts';
import type { ExpectedLayer, ImageFile } from './imageFile.ts';
import { type Found, judge } from './layerFailure.ts';
import { type LayerStream, readLayerStream } from './layerStream.ts';
import { rangeFile } from './rangeFile.ts';
import { readStreamed } from './readBytes.ts';
import type { StreamAgain } from './streamAgain.ts';

/** A member of an archive on its way in. */
export interface ReceivedMember {
  take(bytes: Uint8Array): void;
  /** All has come; or with an error: no more will. */
  end(error?: Error): void;
  /** When what came so far is worked through. */
  idle(): Promise<void>;
  readonly file: Promise<ImageFile>;
}

export interface ReceiveOptions {
  readonly signal: AbortSignal | undefined;
  /** Told the size of what is about to be kept; throws Failure when that is too much. */
  readonly keep: (size: number) => void;
  /** Streams the member's bytes once more. */
  readonly again: StreamAgain;
}

/** Keeps a member that looks like a document, reads any other as a layer. */
export function receiveMember(entry: TarEntry, options: ReceiveOptions): ReceivedMember {
  const queue = chunkQueue();
  const hash = blobHash(algorithmOf(entry.name));
  return {
    take(bytes) {
      hash.update(bytes);
      queue.push(bytes.slice());
    },
    end: (error) => queue.end(error),
    idle: () => queue.idle(),
    file: receive(entry.bodySize, queue, hash, options),
  };
}

async function receive(
  size: number,
  queue: ChunkQueue,
  hash: BlobHash,
  { signal, keep, again }: ReceiveOptions,
): Promise<ImageFile> {
  const { head, all } = await peek(queue.chunks, MAGIC_BYTES);
  const encoding = sniffEncoding(head);
  if (encoding === 'plain' && (size < SMALLEST_TAR || (size <= MAX_DOCUMENT && looksLikeJson(head)))) {
    keep(size);
    const range = memoryRange(await collect(all));
    return rangeFile(size, async (use) => await use(range));
  }
  const tarAlgorithm = encoding === 'plain' ? null : hash.algorithm;
  const stream = await readLayerStream(all, { signal, layer: 0, tarAlgorithm });
  // A broken layer is given up before its end, but its digest is of all its bytes.
  await queue.ended();
  const blobDigest = hash.digest();
  return readLayerFile(encoding, stream, { size, blobDigest, tarDigest: stream.tarDigest ?? blobDigest }, again);
}

/** One header. */
const SMALLEST_TAR = 512;

function looksLikeJson(head: Uint8Array): boolean {
  return /^\s*[[{]|^\s+$/.test(Buffer.from(head).toString('latin1'));
}

/** Of blobs that stand under a SHA-512; by everything else the SHA-256 is asked for. */
function algorithmOf(name: Uint8Array): DigestAlgorithm {
  return new TextDecoder().decode(name).includes('sha512/') ? 'sha512' : 'sha256';
}

/** A layer that has been read already. Every reading gets an index of its own, to change or to hand to a thread. */
function readLayerFile(encoding: Encoding, stream: LayerStream, found: Found, again: StreamAgain): ImageFile {
  return {
    size: found.size,
    encoding: () => Promise.resolve(encoding),
    document: (what) => Promise.reject(invalid(what, 'it is not JSON, or too large')),
    readLayer: (expected, options) =>
      Promise.resolve(options).then(({ signal, onBytes }) => {
        signal?.throwIfAborted();
        onBytes?.(found.size);
        return readingOf(stream, expected, found);
      }),
    hashContents: () => Promise.resolve(),
    readBytes: (offset, length, { signal }) => readStreamed(again(signal), offset, length, signal),
  };
}

function readingOf({ index, warnings, error }: LayerStream, expected: ExpectedLayer, found: Found): LayerReading {
  return {
    index: structuredClone(index),
    warnings: warnings.map((warning) => ({ ...warning, layer: expected.index })),
    ...judge(expected, found, error),
  };
}
