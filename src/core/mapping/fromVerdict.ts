import type { Dockerfile, Step } from '../dockerfile/types.ts';
import type { Image } from '../image/types.ts';
import { layerCount } from './layerCount.ts';
import type { HistoryMatch } from './matchHistory.ts';
import { quoted } from './quoted.ts';
import { isScratch, stageAt } from './stageChain.ts';
import type { Verdict } from './verdicts.ts';

export interface FromContext {
  readonly dockerfile: Dockerfile;
  readonly image: Image;
  /** Positions of the stages that make the image, the bottom one first. */
  readonly chain: readonly number[];
  readonly match: HistoryMatch;
  readonly baseLayers: number;
}

/** Of the FROM of a stage that makes the image. Its layers are the base's and those of the base's ONBUILD triggers. */
export function fromVerdict(context: FromContext, step: Step, layers: readonly number[]): Verdict {
  const { dockerfile, chain, match, baseLayers } = context;
  const sure = (because: string): Verdict => ({ confidence: 'high', evidence: 'base-image', because });
  if (step.stage !== chain[0]) {
    const name = quoted(stageAt(dockerfile, step.stage)?.base ?? '');
    return sure(`It goes on from stage ${name}, whose layers stand at its own lines.`);
  }
  if (isScratch(dockerfile, chain)) return sure('FROM scratch starts with nothing.');
  if (match.start === 0 && match.matches.length === 0 && match.expected.length > 0) {
    const because = 'No line of this Dockerfile is in the history, so it does not show where the base ends.';
    return { confidence: 'none', evidence: null, because };
  }
  const extra = beyondBase(layers.length - baseLayers);
  if (match.startMark !== null) return sure(`The base has ${layerCount(baseLayers)}: ${match.startMark}.${extra}`);
  if (match.baseEnd < match.start) return byTime(baseLayers, extra);
  const because = `What the history has before the first line of this Dockerfile is taken for the base's${named(context.image)}.${extra}`;
  return { confidence: 'low', evidence: 'base-image', because };
}

/** A pause can also lie within one build whose first lines came from a cache and are gone since: this is no certainty. */
function byTime(baseLayers: number, extra: string): Verdict {
  const because = `The base has ${layerCount(baseLayers)}, made at least half a day before the others.${extra}`;
  return { confidence: 'low', evidence: 'base-image', because };
}

function beyondBase(layers: number): string {
  if (layers <= 0) return '';
  return layers === 1
    ? ' One more comes from its ONBUILD triggers, or holds later lines as well.'
    : ` ${layers} more come from its ONBUILD triggers, or hold later lines as well.`;
}

/** https://github.com/opencontainers/image-spec/blob/main/annotations.md */
const baseName = 'org.opencontainers.image.base.name';

function named({ annotations, config }: Image): string {
  const all = new Map([...Object.entries(config.labels), ...Object.entries(annotations)]);
  const name = all.get(baseName) ?? '';
  return name === '' ? '' : ` (the image names ${quoted(name)})`;
}
