import type { Dockerfile } from '../dockerfile/types.ts';
import type { Image } from '../image/types.ts';
import { mapByHistory } from './mapByHistory.ts';
import { stageChain, targetStage } from './stageChain.ts';
import type { Mapping } from './types.ts';

export interface MapOptions {
  /** `--target` of the build: a stage's name or number. */
  readonly target?: string;
}

/** Which step of the Dockerfile made which layer of the image. */
export function mapSteps(dockerfile: Dockerfile, image: Image, options: MapOptions = {}): Mapping {
  const target = targetStage(dockerfile, options.target);
  return mapByHistory(dockerfile, image, { target, chain: stageChain(dockerfile, target), buildArgs: new Map() });
}
