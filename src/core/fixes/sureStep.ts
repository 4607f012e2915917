import type { Mapping } from '../mapping/types.ts';

/** The one layer that a step made; null where that is a guess, of its former text, or not one. */
export function sureLayer({ steps }: Mapping, step: number): number | null {
  const { layers, confidence, stale } = steps[step];
  const isSure = !stale && (confidence === 'exact' || confidence === 'high');
  return isSure && layers.length === 1 ? layers[0] : null;
}
