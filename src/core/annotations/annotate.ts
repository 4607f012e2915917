import type { Dockerfile } from '../dockerfile/types.ts';
import { stageChain } from '../mapping/stageChain.ts';
import type { Mapping, StepLayers } from '../mapping/types.ts';
import { layerOrigins } from '../words/layerOrigins.ts';
import { effectsOf } from './effects.ts';
import { annotateImage } from './imageAnnotation.ts';
import { placesIn } from './places.ts';
import { stagePart } from './stagePart.ts';
import type { Annotations, ImageFacts, LayerAnnotation, StepAnnotation } from './types.ts';

/** A pure function of the Dockerfile's text, the mapping, and what is known of the image's layers. */
export function annotate(dockerfile: Dockerfile, mapping: Mapping, facts: ImageFacts): Annotations {
  return {
    image: annotateImage(mapping, facts),
    steps: annotateSteps(dockerfile, mapping, facts),
    unmade: annotateUnmade(dockerfile, mapping, facts),
  };
}

/** True for a step that made a layer, and for one that should have and is not in the image. */
export function hasSomethingToShow({ layers, stale, part }: StepAnnotation): boolean {
  return layers.length > 0 || (stale && part !== 'outside');
}

/** Figures of a layer that several steps made stand once, at the last of them. */
function annotateSteps(dockerfile: Dockerfile, mapping: Mapping, facts: ImageFacts): StepAnnotation[] {
  const places = placesIn(dockerfile, mapping);
  const chain = stageChain(dockerfile, mapping.target);
  return mapping.steps.map((made) => {
    const { startLine, stage } = dockerfile.steps[made.step];
    const [own, others] = ownLayers(mapping, made);
    const { figures, largest, covers, wastedBy } = effectsOf(facts, places, own);
    // Written out, because a spread would take more time than all else here.
    return {
      step: made.step,
      layers: made.layers,
      confidence: made.confidence,
      evidence: made.evidence,
      stale: made.stale,
      because: made.because,
      line: startLine,
      part: stage === null ? null : stagePart(stage, chain),
      own,
      baseLayers: own.filter((layer) => layer < mapping.baseLayers).length,
      shownAt: places.group(others.map((layer) => ({ layer }))).map(({ place }) => place),
      figures,
      largest,
      covers,
      wastedBy,
    };
  });
}

function ownLayers({ stepOfLayer }: Mapping, { step, layers }: StepLayers): [number[], number[]] {
  const isOwn = (layer: number): boolean => stepOfLayer[layer] === step;
  return [layers.filter(isOwn), layers.filter((layer) => !isOwn(layer))];
}

function annotateUnmade(dockerfile: Dockerfile, mapping: Mapping, facts: ImageFacts): LayerAnnotation[] {
  const unmade = facts.layers.flatMap((_, layer) => ((mapping.stepOfLayer[layer] ?? null) === null ? [layer] : []));
  if (unmade.length === 0) return [];
  const origins = layerOrigins(facts.image);
  const places = placesIn(dockerfile, mapping);
  return unmade.map((layer) => ({ layer, origin: origins[layer], ...effectsOf(facts, places, [layer]) }));
}
