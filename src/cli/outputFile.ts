import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Failure } from '../core/error.ts';
import { type Io, writePieces } from './io.ts';

/**
 * Writes a report to standard output, or to a file where one is named.
 *
 * @throws Failure when the file cannot be written.
 */
export async function writeReport(pieces: Iterable<string>, output: string | undefined, io: Io): Promise<void> {
  if (output === undefined) return writePieces(io.stdout, pieces);
  try {
    await pipeline(Readable.from(pieces), createWriteStream(output));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure('usage', `The report could not be written to ${output}: ${reason}`, 'Name another file.');
  }
}
