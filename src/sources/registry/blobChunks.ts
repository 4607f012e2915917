import type { Digest } from '../../core/image/types.ts';
import { startOf } from './contentRange.ts';
import type { Answer } from './question.ts';
import type { RegistryClient } from './registryClient.ts';
import { RegistryError } from './registryError.ts';
import { tries } from './retries.ts';

/** After so many bytes a broken connection counts as the first one again. */
const PROGRESS = 1024 * 1024;

/**
 * A blob from its first byte to its last. A connection that breaks is made again, and the blob asked for from the byte on that
 * is missing. What the bytes are is for the reader to check: they come once, in their order, and are exactly `size`.
 *
 * @throws RegistryError when they do not come, or are more or fewer; the signal's reason.
 */
export async function* blobChunks(
  client: RegistryClient,
  { digest, size }: { readonly digest: Digest; readonly size: number },
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const count = tries(client.patience);
  let position = 0;
  let lastFailure = 0;
  while (position < size) {
    try {
      const answer = await client.blob(digest, { start: position, end: null }, signal);
      for await (const chunk of restOf(answer, position)) {
        position += chunk.length;
        if (position > size) throw wrongLength('more', size);
        yield chunk;
      }
      if (position < size) throw isAll(answer) ? wrongLength(`${position}`, size) : cutOff(position, size);
    } catch (error) {
      if (position - lastFailure >= PROGRESS) count.reset();
      lastFailure = position;
      await count.again(error, signal);
    }
  }
}

/** Who does not know ranges sends all. */
async function* restOf(answer: Answer, from: number): AsyncGenerator<Uint8Array> {
  let skip = answer.status === 206 ? from - startOf(answer) : from;
  if (skip < 0) throw new RegistryError('sends another part of the blob than was asked for');
  for await (const chunk of answer.body) {
    const rest = chunk.subarray(Math.min(skip, chunk.length));
    skip -= chunk.length - rest.length;
    if (rest.length > 0) yield rest;
  }
}

/** It says itself that no more was meant to come. A part may be shorter than the one that was asked for. */
function isAll(answer: Answer): boolean {
  return answer.status !== 206 && answer.isWhole();
}

function cutOff(position: number, size: number): RegistryError {
  return new RegistryError(`ended after ${position} of ${size} bytes`, { isPassing: true });
}

function wrongLength(bytes: string, size: number): RegistryError {
  return new RegistryError(`sends ${bytes} bytes, but the manifest says ${size}`);
}
