import type { Image } from '../../core/image/types.ts';
import { layerOrigins as plainOrigins } from '../../core/words/layerOrigins.ts';
import { escapeForTerminal } from '../terminal/escape.ts';

/** For each layer what the history says made it, as a line of a Dockerfile where it is one, safe for a terminal. */
export function layerOrigins(image: Image): string[] {
  return plainOrigins(image).map(escapeForTerminal);
}
