import type { Analysis } from '../analysis.ts';
import type { FindingPlace } from '../findings/finding.ts';
import { bytesText } from '../words/bytesText.ts';
import { instructionText } from '../words/instructionText.ts';
import { layerOrigins } from '../words/layerOrigins.ts';
import { type Baseline, valueBefore } from './baseline.ts';
import { statusOf } from './figureChecks.ts';
import type { Breach, GateCheck } from './gateResult.ts';
import type { GateRules } from './gateRules.ts';
import { placeOfLayer } from './placeOfLayer.ts';

interface Sized {
  /** What it is known by in a baseline. */
  readonly name: string;
  readonly bytes: number;
  readonly place: FindingPlace;
}

/** Limits for each layer and for each instruction. */
export function sizeChecks(analysis: Analysis, rules: GateRules, baseline: Baseline | null): GateCheck[] {
  const { layerSize, instructionSizes } = rules;
  const layers =
    layerSize === null
      ? []
      : [sizeCheck('layer.maxSize', 'Largest layer', layerSize, layersOf(analysis, rules), rules, baseline)];
  return [...layers, ...instructionChecks(analysis, instructionSizes, rules, baseline)];
}

function instructionChecks(
  analysis: Analysis,
  sizes: GateRules['instructionSizes'],
  rules: GateRules,
  baseline: Baseline | null,
): GateCheck[] {
  if (sizes.size === 0) return [];
  const instructions = instructionsOf(analysis, rules);
  return [...sizes].map(([rule, limit]) => {
    const keyword = rule.slice('instruction.'.length);
    const isGeneral = keyword === 'maxSize';
    const title = isGeneral ? 'Largest instruction' : `Largest ${keyword}`;
    const meant = instructions.filter((sized) =>
      isGeneral ? !sizes.has(`instruction.${sized.keyword}`) : sized.keyword === keyword,
    );
    const check = sizeCheck(rule, title, limit, meant, rules, baseline);
    if (analysis.dockerfile !== null) return check;
    return { ...check, status: 'skipped', note: 'There is no Dockerfile to tell instructions by: name it with -f' };
  });
}

function sizeCheck(
  rule: string,
  title: string,
  limit: number,
  sized: readonly Sized[],
  { tolerance }: GateRules,
  baseline: Baseline | null,
): GateCheck {
  const breaches = sized.flatMap(({ name, bytes, place }): Breach[] => {
    const key = `${rule}: ${name}`;
    const before = valueBefore(baseline?.breaches, key);
    const status = statusOf({ value: bytes, limit, bound: 'max', before, tolerance });
    if (status === 'passed') return [];
    const message = `${name} ships ${bytesText(bytes)}; at most ${bytesText(limit)} are allowed`;
    return [{ key, status, message, value: bytes, before, place, hidden: null }];
  });
  const actual = sized.reduce((most, { bytes }) => Math.max(most, bytes), 0);
  return {
    rule,
    title,
    status: worst(breaches),
    unit: 'bytes',
    bound: 'max',
    actual,
    limit,
    before: null,
    note: '',
    breaches,
  };
}

export function worst(breaches: readonly Breach[]): 'passed' | 'failed' | 'known' {
  if (breaches.length === 0) return 'passed';
  return breaches.some(({ status }) => status === 'failed') ? 'failed' : 'known';
}

function layersOf(analysis: Analysis, { includeBase }: GateRules): Sized[] {
  const origins = layerOrigins(analysis.image);
  return analysis.layers.flatMap(({ shippedBytes }, layer) => {
    if (!includeBase && layer < analysis.totals.baseLayers) return [];
    const place = placeOfLayer(analysis, layer);
    const step = place.step === null ? undefined : analysis.dockerfile?.dockerfile.steps[place.step];
    const name = cut(step === undefined ? origins[layer] : instructionText(step));
    return [{ name, bytes: shippedBytes, place }];
  });
}

/** A layer counts at the last of the instructions that made it, as its figures stand there in the report. */
function instructionsOf(analysis: Analysis, { includeBase }: GateRules): (Sized & { readonly keyword: string })[] {
  const { dockerfile: mapped } = analysis;
  if (mapped === null) return [];
  return mapped.mapping.steps.flatMap(({ step, layers }) => {
    const own = layers.filter(
      (layer) => mapped.mapping.stepOfLayer[layer] === step && (includeBase || layer >= analysis.totals.baseLayers),
    );
    if (own.length === 0) return [];
    const bytes = own.reduce((sum, layer) => sum + analysis.layers[layer].shippedBytes, 0);
    const { instruction } = mapped.dockerfile.steps[step];
    const name = cut(instructionText(mapped.dockerfile.steps[step]));
    return [{ keyword: instruction, name, bytes, place: placeOfLayer(analysis, own[own.length - 1]) }];
  });
}

const LONGEST = 120;

/** Long enough to tell instructions apart; a baseline is to be read. */
function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
