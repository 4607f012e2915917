import type { StagePart } from './types.ts';

/** @param chain the stages that make the image, the target last */
export function stagePart(stage: number, chain: readonly number[]): StagePart {
  if (stage === chain.at(-1)) return 'target';
  return chain.includes(stage) ? 'below' : 'outside';
}
