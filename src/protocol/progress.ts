import * as v from 'valibot';
import { Count } from './primitives.ts';

/** How far an image is read. */
export const ReadProgress = v.object({
  layersDone: Count,
  layers: Count,
  /** Bytes read so far, of all that have to be. */
  bytes: Count,
  totalBytes: Count,
});
