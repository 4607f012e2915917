import { bytesText } from '../../core/words/bytesText.ts';
import { countText } from '../../core/words/countText.ts';
import type { CacheUse } from '../../merger/cache/cacheUse.ts';
import { escapeForTerminal } from '../terminal/escape.ts';

export interface CacheState extends CacheUse {
  readonly directory: string;
  readonly maxBytes: number;
}

/** The cache for people. */
export function cacheText({ directory, layers, bytes, maxBytes, oldestUse }: CacheState): string {
  const lines = [
    `Directory   ${escapeForTerminal(directory)}`,
    `Layers      ${countText(layers)}`,
    `Size        ${bytesText(bytes)} of at most ${bytesText(maxBytes)}`,
    `Oldest use  ${oldestUse === null ? 'none' : new Date(oldestUse).toISOString()}`,
  ];
  return `${lines.join('\n')}\n`;
}
