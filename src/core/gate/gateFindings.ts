import type { Analysis } from '../analysis.ts';
import { analysisFindings } from '../analysisFindings.ts';
import { rules as allRules } from '../findings/rules.ts';
import { type Baseline, sumByKey } from './baseline.ts';
import { findingKey } from './findingKey.ts';
import type { GateCheck, GateFinding } from './gateResult.ts';
import type { GateRules, GateSeverity } from './gateRules.ts';

const RANK: Readonly<Record<GateSeverity | 'never', number>> = { never: 0, error: 1, warning: 2, info: 3 };

/** Findings with what the gate makes of them, most severe first, then dearest. */
export function gateFindings(analysis: Analysis, rules: GateRules, baseline: Baseline | null): GateFinding[] {
  const found = analysisFindings(analysis, rules.findings).map((finding) => {
    return { finding, key: findingKey(finding), severity: severityOf(finding.rule, rules) };
  });
  const sums = sumByKey(found);
  return found
    .map((one): GateFinding => {
      const known = isKnown(one.key);
      const counts = RANK[one.severity] <= RANK[rules.failOn];
      return { ...one, isKnown: known, status: counts ? (known ? 'known' : 'failed') : 'passed' };
    })
    .sort((a, b) => RANK[a.severity] - RANK[b.severity] || b.finding.bytes - a.finding.bytes);

  /** All findings with one key together are no worse than before. */
  function isKnown(key: string): boolean {
    const before = baseline !== null && Object.hasOwn(baseline.findings, key) ? baseline.findings[key] : null;
    const now = sums.get(key);
    if (before === null || now === undefined) return false;
    const fewBytes = now.bytes <= before.bytes * (1 + rules.tolerance);
    // Of what costs nothing, such as a secret, each one counts.
    return fewBytes && (now.bytes > 0 || now.files <= before.files);
  }
}

function severityOf(rule: string, { severities }: GateRules): GateSeverity {
  const written = severities[rule];
  if (written !== undefined && written !== 'off') return written;
  return allRules.find(({ name }) => name === rule)?.severity ?? 'warning';
}

/** One line for all findings among the rules. */
export function findingsCheck(findings: readonly GateFinding[], { failOn }: GateRules): GateCheck[] {
  if (failOn === 'never') return [];
  const counted = findings.filter(({ status }) => status !== 'passed');
  const failed = counted.filter(({ status }) => status === 'failed').length;
  const title = failOn === 'error' ? 'Findings that are errors' : `Findings from ${failOn} on`;
  const status = failed > 0 ? 'failed' : counted.length > 0 ? 'known' : 'passed';
  return [
    {
      rule: 'findings.failOn',
      title,
      status,
      unit: 'count',
      bound: 'max',
      actual: counted.length,
      limit: 0,
      before: null,
      note: '',
      breaches: [],
    },
  ];
}
