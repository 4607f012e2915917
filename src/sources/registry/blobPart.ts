import type { Digest } from '../../core/image/types.ts';
import { collect, partOf } from '../chunks.ts';
import { startOf } from './contentRange.ts';
import { leave } from './redirects.ts';
import type { RegistryClient } from './registryClient.ts';
import { RegistryError } from './registryError.ts';
import { withRetries } from './retries.ts';

export interface ByteSpan {
  readonly start: number;
  readonly end: number;
}

/**
 * Exactly these bytes of a blob, which nobody has checked.
 *
 * @throws RegistryError, also when the registry sends no parts; the signal's reason.
 */
export async function blobPart(
  client: RegistryClient,
  digest: Digest,
  { start, end }: ByteSpan,
  signal: AbortSignal,
): Promise<Uint8Array> {
  return withRetries(client.patience, signal, async () => {
    const answer = await client.blob(digest, { start, end }, signal);
    if (answer.status !== 206 || startOf(answer) !== start) {
      await leave(answer);
      throw new RegistryError('does not send the part of the blob that was asked for');
    }
    const bytes = await collect(partOf(answer.body, 0, end - start));
    if (bytes.length < end - start) throw new RegistryError('ended too early', { isPassing: true });
    return bytes;
  });
}
