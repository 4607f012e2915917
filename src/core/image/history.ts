import type { HistoryEntry } from './types.ts';
import type { Warning } from './warning.ts';

/** For each layer, bottom first, the history entry that made it. */
export interface AlignedHistory {
  readonly entryOfLayer: readonly (number | null)[];
  readonly warnings: readonly Warning[];
}

/**
 * The n-th entry that is not an `empty_layer` made the n-th layer. Where the numbers differ no entry can be trusted:
 * a guess would look like a fact, so then no layer gets one.
 */
export function alignHistory(history: readonly HistoryEntry[], layers: number): AlignedHistory {
  const makers = history.flatMap((entry, index) => (entry.emptyLayer ? [] : [index]));
  if (makers.length === layers) return { entryOfLayer: makers, warnings: [] };
  return {
    entryOfLayer: new Array<null>(layers).fill(null),
    warnings: [disagreement(history.length, makers.length, layers)],
  };
}

function disagreement(entries: number, makers: number, layers: number): Warning {
  return entries === 0
    ? {
        layer: null,
        code: 'no-history',
        message: 'The image records no history, so it does not say which instruction made which layer.',
      }
    : {
        layer: null,
        code: 'history-mismatch',
        message: `The image's history tells of ${makers} layers, but there are ${layers}; it is not used to tell which instruction made which layer.`,
      };
}
