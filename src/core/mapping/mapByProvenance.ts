import { parseDockerfile } from '../dockerfile/parseDockerfile.ts';
import type { Dockerfile, Step } from '../dockerfile/types.ts';
import type { Image } from '../image/types.ts';
import type { Warning } from '../image/warning.ts';
import { type Carried, carrySteps } from './carrySteps.ts';
import { layerCount } from './layerCount.ts';
import { type BuiltLayers, builtLayers } from './provenance/builtLayers.ts';
import type { Provenance } from './provenance/provenance.ts';
import { quoted } from './quoted.ts';
import { stageChain, targetStage } from './stageChain.ts';
import type { Mapping, StepLayers } from './types.ts';
import { outside } from './verdicts.ts';

/**
 * Which step made which layer, from what BuildKit recorded of the build; the recorded lines are carried to the Dockerfile
 * of today. Null when the provenance says nothing about layers, or is of another image.
 *
 * @param target position of the target stage in the Dockerfile of today
 */
export function mapByProvenance(
  dockerfile: Dockerfile,
  image: Image,
  provenance: Provenance,
  target: number,
): Mapping | null {
  const built = parseBuilt(dockerfile, provenance);
  const builtChain = stageChain(built, targetStage(built, provenance.target ?? undefined));
  const layers = builtLayers(provenance, built, builtChain, image);
  if (layers === null) return null;
  const context: Context = {
    built,
    layers,
    carried: carrySteps(built, dockerfile),
    chain: stageChain(dockerfile, target),
  };
  const steps = dockerfile.steps.map((step) => describeStep(context, step));
  return {
    target,
    steps,
    stepOfLayer: image.layers.map((_, layer) => steps.findLast((step) => step.layers.includes(layer))?.step ?? null),
    baseLayers: layers.baseLayers,
    warnings: ownerless(context),
  };
}

/** As long as nobody edited it, and no build argument can turn a FROM elsewhere, it is the Dockerfile of today. */
function parseBuilt(today: Dockerfile, { dockerfile: recorded, buildArgs }: Provenance): Dockerfile {
  const same = recorded === null || recorded.text === today.text;
  return same && buildArgs.size === 0
    ? today
    : parseDockerfile(recorded?.text ?? today.text, { buildArgs: Object.fromEntries(buildArgs) });
}

interface Context {
  readonly built: Dockerfile;
  readonly layers: BuiltLayers;
  readonly carried: readonly Carried[];
  /** Stages of today's Dockerfile that make the image. */
  readonly chain: readonly number[];
}

function describeStep(context: Context, step: Step): StepLayers {
  const { carried, layers } = context;
  const found = carried.find((candidate) => candidate.step === step.index);
  const own = layers.stepOfLayer.flatMap((built, layer) => (built !== null && built === found?.built ? [layer] : []));
  const shared = { step: step.index, layers: own, evidence: 'provenance' as const };
  const inChain = step.stage !== null && context.chain.includes(step.stage);
  if (found === undefined)
    return inChain
      ? {
          ...shared,
          confidence: 'low',
          stale: true,
          because: 'It is not in the Dockerfile that the provenance recorded: it was added since the build.',
        }
      : { ...shared, ...outside(step), stale: true };
  if (found.how === 'same' && !found.ambiguous)
    return {
      ...shared,
      confidence: 'exact',
      stale: false,
      because: inChain ? exactly(context, step, own) : outside(step).because,
    };
  return { ...shared, ...changed(context, found) };
}

function exactly({ layers: { baseLayers } }: Context, { instruction }: Step, layers: readonly number[]): string {
  const made =
    layers.length === 0 ? 'it made no layer' : `it made layer${layers.length > 1 ? 's' : ''} ${list(layers)}`;
  if (instruction !== 'FROM' || layers.length === 0) return `BuildKit's provenance says that ${made}.`;
  const triggered = layers.filter((layer) => layer >= baseLayers);
  const extra =
    triggered.length === 0
      ? ''
      : `; ONBUILD triggers of the base made layer${triggered.length > 1 ? 's' : ''} ${list(triggered)}`;
  return `BuildKit's provenance says that the base has ${layerCount(baseLayers)}${extra}.`;
}

function list(layers: readonly number[]): string {
  return layers.join(', ');
}

function changed(
  { built }: Context,
  { how, ambiguous, ...found }: Carried,
): Pick<StepLayers, 'confidence' | 'stale' | 'because'> {
  const step = built.steps.at(found.built);
  const then = `line ${step?.startLine ?? 0} of the recorded Dockerfile`;
  if (how === 'same' && ambiguous)
    return { confidence: 'low', stale: false, because: `It is ${then}, or another one with the same text.` };
  if (how === 'moved') return { confidence: 'low', stale: true, because: `Moved since the build: it was ${then}.` };
  const text = quoted(step?.original ?? '');
  const because =
    how === 'similar' ? `Edited since the build: ${then} was ${text}.` : `${then} was another instruction: ${text}.`;
  return { confidence: 'low', stale: true, because: because.charAt(0).toUpperCase() + because.slice(1) };
}

/** Layers of lines that are gone, and layers that the provenance does not know. */
function ownerless({ built, layers, carried }: Context): readonly Warning[] {
  const kept = new Set(carried.map((found) => found.built));
  return layers.stepOfLayer.flatMap((index, layer) => {
    const step = index === null ? undefined : built.steps[index];
    if (step !== undefined && kept.has(step.index)) return [];
    const origin =
      step === undefined
        ? 'the provenance does not know it'
        : `line ${step.startLine} did at the build (${quoted(step.original)}), and is gone`;
    return [{ layer, code: 'unmatched-layer', message: `No line of this Dockerfile made layer ${layer}: ${origin}.` }];
  });
}
