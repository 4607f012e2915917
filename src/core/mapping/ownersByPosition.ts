import type { Dockerfile } from '../dockerfile/types.ts';
import type { Image } from '../image/types.ts';
import type { LayerOwners } from './layersOfSteps.ts';
import type { HistoryMatch } from './matchHistory.ts';
import { bottomFrom, isScratch } from './stageChain.ts';

/**
 * Without a usable history the order is all there is: where a known base and the lines that can make a layer come to
 * as many layers as the image has, each line is taken to have made its own. WORKDIR makes one with some builders only.
 * Null where the numbers do not meet.
 */
export function ownersByPosition(
  dockerfile: Dockerfile,
  { layers }: Pick<Image, 'layers'>,
  { chain, baseLayers }: { readonly chain: readonly number[]; readonly baseLayers: number | null },
  { expected }: Pick<HistoryMatch, 'expected'>,
): LayerOwners | null {
  const base = isScratch(dockerfile, chain) ? 0 : baseLayers;
  const from = bottomFrom(dockerfile, chain);
  if (base === null || from === undefined) return null;
  const own = layers.length - base;
  const makers = [
    ['RUN', 'COPY', 'ADD'],
    ['RUN', 'COPY', 'ADD', 'WORKDIR'],
  ].map((kinds) => expected.filter(({ instruction }) => kinds.includes(instruction)).map(({ step }) => step));
  const fitting = makers.find((steps) => steps.length === own && own > 0);
  if (fitting === undefined) return null;
  const stepsOfLayer = layers.map((_, layer) => [layer < base ? from : (fitting[layer - base] ?? [])].flat());
  return { stepsOfLayer, baseLayers: base, commits: [] };
}
