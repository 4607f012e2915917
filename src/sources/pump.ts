import type { Transform } from 'node:stream';
import { damaged } from './damaged.ts';

/** Gives bytes to a decompressor and waits until it has taken them; false when it wants no more. */
export type Write = (bytes: Uint8Array) => Promise<boolean>;

/**
 * Runs a decompressor as a generator: `feed` writes to it while the caller reads from it. Whatever ends the one ends
 * the other, and the decompressor with them: an error on either side, or a caller who has read enough.
 *
 * @throws Failure when the decompressor cannot make sense of its input; whatever `feed` throws.
 */
export async function* pump(
  decompressor: Transform,
  format: string,
  feed: (write: Write) => Promise<void>,
): AsyncGenerator<Uint8Array> {
  const faults: unknown[] = [];
  // What comes after the reading has ended has nobody to hear it.
  decompressor.on('error', () => undefined);
  const feeding = feed((bytes) => write(decompressor, bytes)).then(
    () => {
      decompressor.end();
    },
    (error: unknown) => {
      faults.push(error);
      decompressor.destroy();
    },
  );
  try {
    for await (const chunk of decompressor as AsyncIterable<Uint8Array>) yield chunk;
  } catch (error) {
    // Closed without an error of its own: `feed` has failed and said why.
    if (faults.length === 0) faults.push(damaged(format, reason(error)));
  } finally {
    await feeding;
  }
  if (faults.length > 0) throw faults[0];
}

function write(decompressor: Transform, bytes: Uint8Array): Promise<boolean> {
  return new Promise((resolve) => {
    const done = () => {
      decompressor.off('close', done);
      resolve(!decompressor.destroyed);
    };
    // A decompressor that is destroyed while its reader is behind never calls back.
    decompressor.once('close', done);
    decompressor.write(bytes, done);
  });
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return 'it cannot be decompressed';
  return 'code' in error && error.code === 'Z_BUF_ERROR' ? 'it ends too early' : error.message;
}
