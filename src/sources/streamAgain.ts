import type { Stats } from 'node:fs';
import { open } from 'node:fs/promises';
import { Failure } from '../core/error.ts';
import { fileRange } from './byteRange.ts';
import { checkUnchanged } from './checkUnchanged.ts';

/** Streams the same bytes once more. */
export type StreamAgain = (signal: AbortSignal | undefined) => AsyncIterable<Uint8Array>;

/**
 * Opens the file again each time, so that none is held open in between.
 *
 * @param opened Its state when it was streamed first: nothing is taken from a file that is another by now.
 */
export function streamFileAgain(path: string, opened: Stats): StreamAgain {
  return async function* again(signal) {
    const file = await open(path);
    try {
      checkUnchanged(opened, await file.stat());
      yield* fileRange(file, 0, opened.size).chunks(signal);
    } finally {
      await file.close();
    }
  };
}

/** Of an archive that is gone once it has passed. */
export const neverAgain: StreamAgain = () => {
  throw new Failure(
    'image',
    'the image came as a stream, which cannot be read a second time',
    'Save the image to a file, with `docker save --output`, and open that.',
  );
};
