import type { Analysis, MappedDockerfile } from '../core/analysis.ts';
import type { Step } from '../core/dockerfile/types.ts';
import { Failure } from '../core/error.ts';
import type { LayerRange } from '../core/whatIf/joinLayers.ts';
import type { NumberRange } from './numberRange.ts';

/**
 * The layers from one number to another, or those that the instructions from one line to another made.
 *
 * @throws Failure of kind `usage` when they cannot be made one layer.
 */
export function rangeToJoin(analysis: Analysis, unit: 'lines' | 'layers', { from, to }: NumberRange): LayerRange {
  const [low, high] = from < to ? [from, to] : [to, from];
  const layers =
    unit === 'lines' ? layersAtLines(analysis, low, high) : [checked(analysis, low), checked(analysis, high)];
  const range = { first: Math.min(...layers), last: Math.max(...layers) };
  if (range.first === range.last) {
    throw new Failure('usage', `The ${unit} ${low}-${high} are one layer already`, 'Name at least two layers to join.');
  }
  const { baseLayers } = analysis.totals;
  if (range.first < baseLayers && baseLayers <= range.last) {
    throw new Failure(
      'usage',
      `The ${unit} ${low}-${high} reach into the base image, whose layers cannot be joined with those of this Dockerfile: they are built elsewhere`,
      `Its layers are 0 to ${baseLayers - 1}; name later ones.`,
    );
  }
  return range;
}

/** The layers that the instruction at a line made, ascending. Throws Failure of kind `usage` when there are none. */
export function layersAtLine(analysis: Analysis, line: number): number[] {
  return layersAtLines(analysis, line, line);
}

/** Throws Failure of kind `usage` when the image has no such layer. */
export function checked({ layers }: Analysis, layer: number): number {
  if (layer < layers.length) return layer;
  const advice = layers.length === 0 ? 'The image has no layers.' : `The image has layers 0 to ${layers.length - 1}.`;
  throw new Failure('usage', `There is no layer ${layer}`, advice);
}

function layersAtLines({ dockerfile: mapped }: Analysis, low: number, high: number): number[] {
  const lines = low === high ? `line ${low}` : `lines ${low}-${high}`;
  if (mapped === null) {
    throw new Failure('usage', 'Lines are known only with a Dockerfile', 'Name it with -f, or choose layers.');
  }
  const steps = stepsAt(mapped, low, high);
  if (steps.length === 0) {
    throw new Failure('usage', `No instruction stands at ${lines} of ${mapped.path}`, 'Name lines of instructions.');
  }
  const layers = new Set(steps.flatMap((step) => mapped.mapping.steps[step.index].layers));
  if (layers.size > 0) return [...layers].sort((a, b) => a - b);
  throw new Failure(
    'usage',
    `What stands at ${lines} of ${mapped.path} made no layer of this image`,
    'See with layerwise analyze which lines did.',
  );
}

function stepsAt({ dockerfile }: MappedDockerfile, low: number, high: number): Step[] {
  return dockerfile.steps.filter(({ startLine, endLine }) => startLine <= high && low <= endLine);
}
