import type { TransformOptions } from 'node:stream';
import { createGunzip, type ZlibOptions } from 'node:zlib';
import { damaged } from './damaged.ts';
import { pump } from './pump.ts';

/** The default of 16 KiB costs up to twice the time. */
export const INFLATED_CHUNK = 256 * 1024;
/** Room to inflate ahead, on another thread, while what came before is looked at. */
export const INFLATED_AHEAD = 4 * INFLATED_CHUNK;

/**
 * Inflates gzip of one or several members. Zeros behind the last are padding; anything else there is an error, as it is
 * to the engines' own reader.
 *
 * @throws Failure when the data is damaged or cut off.
 */
export function gunzip(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const options: ZlibOptions & TransformOptions = { chunkSize: INFLATED_CHUNK, readableHighWaterMark: INFLATED_AHEAD };
  const inflater = createGunzip(options);
  return pump(inflater, 'gzip', async (write) => {
    let inPadding = false;
    for await (const chunk of chunks) {
      let taken = 0;
      if (!inPadding) {
        const before = inflater.bytesWritten;
        if (!(await write(chunk))) return;
        taken = inflater.bytesWritten - before;
        inPadding = taken < chunk.length;
      }
      if (inPadding && !isZero(chunk.subarray(taken))) throw damaged('gzip', 'something else follows it');
    }
  });
}

function isZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}
