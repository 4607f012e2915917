import { Failure } from '../core/error.ts';

/** Compressed data that breaks its format. */
export function damaged(format: string, why: string): Failure {
  return new Failure(
    'image',
    `the ${format} data is damaged: ${why}`,
    'Save or pull the image again; the copy at hand is broken or was cut off.',
  );
}
