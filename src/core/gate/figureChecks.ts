import type { Analysis } from '../analysis.ts';
import { type Baseline, valueBefore } from './baseline.ts';
import { type Bound, type Figure, figuresOf } from './figures.ts';
import type { GateCheck, GateStatus } from './gateResult.ts';
import type { GateRules } from './gateRules.ts';

/** Limits of the whole image, and of what stands on the base. */
export function figureChecks(analysis: Analysis, rules: GateRules, baseline: Baseline | null): GateCheck[] {
  return figuresOf(analysis).flatMap((figure) => {
    const limit = rules.figures.get(figure.rule);
    return limit === undefined ? [] : [figureCheck(figure, limit, rules, baseline, noteOf(figure, analysis))];
  });
}

function figureCheck(
  { rule, title, unit, bound, value }: Figure,
  limit: number,
  { tolerance }: GateRules,
  baseline: Baseline | null,
  note: string,
): GateCheck {
  const before = valueBefore(baseline?.figures, rule);
  const status = statusOf({ value, limit, bound, before, tolerance });
  return { rule, title, status, unit, bound, actual: value, limit, before, note, breaches: [] };
}

export function statusOf(measured: {
  readonly value: number;
  readonly limit: number;
  readonly bound: Bound;
  readonly before: number | null;
  readonly tolerance: number;
}): Exclude<GateStatus, 'skipped'> {
  const { value, limit, bound, before, tolerance } = measured;
  if (bound === 'min' ? value >= limit : value <= limit) return 'passed';
  if (before === null) return 'failed';
  const isNoWorse = bound === 'min' ? value >= before * (1 - tolerance) : value <= before * (1 + tolerance);
  return isNoWorse ? 'known' : 'failed';
}

function noteOf({ rule }: Figure, { totals }: Analysis): string {
  return rule.startsWith('user.') && totals.baseLayers === 0
    ? 'No layer is known to be the base image’s, so all of them count: name the base with --base, or the Dockerfile with -f'
    : '';
}
