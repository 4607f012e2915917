import { stagePart } from '../../core/annotations/stagePart.ts';
import type { StepAnnotation } from '../../core/annotations/types.ts';
import type { StepTime } from '../../core/build/stepTimes.ts';
import { stageChain } from '../../core/mapping/stageChain.ts';
import { instructionText } from '../../core/words/instructionText.ts';
import { layerOrigins } from '../../core/words/layerOrigins.ts';
import type { StepsAnswer } from '../../protocol/serverRequests.ts';
import type { AnnotatedDocument } from '../features/annotatedDocument.ts';

type Answer = NonNullable<StepsAnswer>;
type StepRow = Answer['stages'][number]['steps'][number];

/** What a view of the steps shows, as plain data. */
export function stepsAnswer(document: AnnotatedDocument, version: number, key: string): Answer {
  const { dockerfile, mapping, annotations } = document;
  const chain = stageChain(dockerfile, mapping.target);
  const { figures, efficiency, baseLayers } = annotations.image;
  return {
    version,
    key,
    stages: dockerfile.stages.map(({ index, name, from, steps }) => ({
      index,
      name,
      from,
      part: stagePart(index, chain),
      steps: steps.map((step) => stepRow(document, annotations.steps[step])),
    })),
    layers: layerRows(document),
    totals: {
      blobBytes: figures.blobBytes,
      shippedBytes: figures.shippedBytes,
      visibleBytes: figures.visibleBytes,
      wastedBytes: figures.wastedBytes,
      efficiency,
      baseLayers,
    },
  };
}

function stepRow({ dockerfile, times }: AnnotatedDocument, annotation: StepAnnotation): StepRow {
  const { step, line, layers, own, confidence, evidence, stale, because, figures } = annotation;
  const { instruction, endLine } = dockerfile.steps[step];
  const { added, overwritten, hidden, shippedBytes, wastedBytes } = figures;
  return {
    step,
    line,
    endLine,
    instruction,
    text: instructionText(dockerfile.steps[step]),
    layers,
    own,
    confidence,
    evidence,
    stale,
    because,
    added,
    overwritten,
    hidden,
    shippedBytes,
    wastedBytes,
    ...timeOf(times.get(step)),
  };
}

function timeOf(time: StepTime | undefined): Pick<StepRow, 'buildSeconds' | 'cached'> {
  return time === undefined ? {} : { buildSeconds: time.seconds, cached: time.cached };
}

function layerRows({ facts, mapping }: AnnotatedDocument): Answer['layers'] {
  const origins = layerOrigins(facts.image);
  return facts.layers.map(({ shippedBytes, visibleBytes, wastedBytes }, layer) => {
    const { diffId, digest, blobSize } = facts.image.layers[layer];
    return {
      layer,
      step: mapping.stepOfLayer[layer] ?? null,
      diffId,
      digest,
      blobBytes: blobSize,
      shippedBytes,
      visibleBytes,
      wastedBytes,
      isBase: layer < mapping.baseLayers,
      origin: origins[layer],
    };
  });
}
