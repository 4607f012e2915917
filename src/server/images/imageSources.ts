import { bakeImages } from './bake.ts';
import { imagesBeside } from './beside.ts';
import type { CandidateSource } from './choiceContext.ts';
import { chosenImage } from './chosen.ts';
import { composeImages } from './compose.ts';
import { imagesOfEngines } from './engine.ts';
import { imagesOfSetting } from './setting.ts';

/** In the order in which they are asked. A new source of candidates is one file, and one line here. */
export const imageSources: readonly CandidateSource[] = [
  chosenImage,
  imagesOfSetting,
  imagesBeside,
  composeImages,
  bakeImages,
  imagesOfEngines,
];
