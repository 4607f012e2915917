import type { Analysis } from '../analysis.ts';
import type { Baseline } from './baseline.ts';
import { diveChecks } from './diveChecks.ts';
import { diveFigures } from './diveFigures.ts';
import { figureChecks } from './figureChecks.ts';
import { forbiddenPathsCheck } from './forbiddenPaths.ts';
import { findingsCheck, gateFindings } from './gateFindings.ts';
import type { GateResult } from './gateResult.ts';
import type { GateRules } from './gateRules.ts';
import { sizeChecks } from './sizeChecks.ts';

/** Holds an image to the rules: a pure function. */
export function evaluateGate(analysis: Analysis, rules: GateRules, baseline: Baseline | null): GateResult {
  const findings = gateFindings(analysis, rules, baseline);
  const dive = rules.dive === null ? null : diveFigures(analysis.tree);
  const checks = [
    ...figureChecks(analysis, rules, baseline),
    ...sizeChecks(analysis, rules, baseline),
    ...forbiddenPathsCheck(analysis, rules, baseline),
    ...findingsCheck(findings, rules),
    ...(rules.dive === null || dive === null ? [] : diveChecks(analysis, dive, rules.dive)),
  ];
  const passed = checks.every(({ status }) => status !== 'failed');
  return { passed, checks, findings, dive, usesBaseline: baseline !== null };
}
