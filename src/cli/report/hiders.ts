import type { Analysis } from '../../core/analysis.ts';

/** For each layer the layers that make its bytes useless, the one that hides most first. */
export function hidersOf({ waste, layers }: Analysis): number[][] {
  const bytes = layers.map(() => new Map<number, number>());
  for (const file of waste) {
    const hidden = bytes[file.layer];
    hidden.set(file.hiddenBy.layer, (hidden.get(file.hiddenBy.layer) ?? 0) + file.bytes);
  }
  return bytes.map((hidden) => [...hidden].sort((a, b) => b[1] - a[1]).map(([layer]) => layer));
}
