import type { Dockerfile } from '../dockerfile/types.ts';
import type { Mapping } from '../mapping/types.ts';
import type { Finding, FindingPlace } from './finding.ts';
import type { Rule, Severity, Words } from './rule.ts';
import { rules as allRules } from './rules.ts';
import type { Sighting } from './sighting.ts';

/** Which sightings are worth telling. */
export interface FindingLimits {
  /** A finding reaches both. */
  readonly minBytes: number;
  /** Of the shipped bytes of the image, from 0 to 1. */
  readonly minShare: number;
  /** Tell of the base image's layers, too. */
  readonly includeBase: boolean;
  /** How severe a rule's findings are, by its name; `off` for none. */
  readonly severities: Readonly<Record<string, Severity | 'off'>>;
}

export const defaultFindingLimits: FindingLimits = {
  minBytes: 100_000,
  minShare: 0.01,
  includeBase: false,
  severities: {},
};

export interface Found {
  readonly sightings: readonly Sighting[];
  /** Of the whole image. */
  readonly shippedBytes: number;
  /** Null without a Dockerfile: no layer is then known to be the base's. */
  readonly mapped: { readonly dockerfile: Dockerfile; readonly mapping: Mapping } | null;
}

/** Findings at the lines of a Dockerfile, in the order of the layers, those with most bytes first. */
export function findings(
  { sightings, shippedBytes, mapped }: Found,
  { minBytes, minShare, includeBase, severities }: FindingLimits = defaultFindingLimits,
  rules: readonly Rule[] = allRules,
): Finding[] {
  const ruleOf = new Map(rules.map((rule) => [rule.name, rule]));
  const words: Words = {
    place: (layer) => placeText(placeOf(layer)),
    hidden: ({ layer, hiddenBy }) => hiddenText(placeOf(layer), placeOf(hiddenBy ?? layer), mapped !== null),
  };
  return sightings.flatMap((sighting) => {
    const rule = ruleOf.get(sighting.rule);
    const severity = rule && (severities[rule.name] ?? severityOf(rule, sighting.kind));
    if (rule === undefined || severity === undefined || severity === 'off') return [];
    if (!includeBase && sighting.layer < (mapped?.mapping.baseLayers ?? 0)) return [];
    const share = shippedBytes === 0 ? 0 : sighting.bytes / shippedBytes;
    if (rule.always !== true && (sighting.bytes < minBytes || share < minShare)) return [];
    const { kind, files, bytes, paths, places, layer, hiddenBy } = sighting;
    const doubt = doubtOf(layer);
    return {
      rule: rule.name,
      kind,
      // Nobody is warned of what is not certain.
      severity: doubt === null ? severity : 'info',
      message: rule.message(sighting, words),
      advice: rule.advice(sighting, words),
      files,
      bytes,
      share,
      paths,
      places,
      written: placeOf(layer),
      hidden: hiddenBy === null ? null : placeOf(hiddenBy),
      doubt,
    };
  });

  function placeOf(layer: number): FindingPlace {
    const step = mapped?.mapping.stepOfLayer[layer] ?? null;
    const lines = step === null ? undefined : mapped?.dockerfile.steps[step];
    return { layer, step, startLine: lines?.startLine ?? null, endLine: lines?.endLine ?? null };
  }

  function doubtOf(layer: number): Finding['doubt'] {
    const step = mapped?.mapping.stepOfLayer[layer] ?? null;
    if (mapped === null || step === null) return null;
    const { stale, confidence } = mapped.mapping.steps[step];
    return stale ? 'stale' : confidence === 'low' ? 'guessed' : null;
  }
}

function severityOf({ sees, severity }: Rule, kind: string): Severity {
  const known = sees.by === 'path' ? sees.kinds.find((one) => one.kind === kind) : undefined;
  return known?.severity ?? severity;
}

function placeText({ layer, startLine }: FindingPlace): string {
  return startLine === null ? `layer ${layer}` : `line ${startLine}`;
}

function hiddenText(written: FindingPlace, hidden: FindingPlace, isMapped: boolean): string {
  if (hidden.startLine === null) return `in ${placeText(hidden)}${isMapped ? ', which no line made' : ''}`;
  return hidden.step === written.step ? 'by the line itself' : `in ${placeText(hidden)}`;
}
