import { createHash } from 'node:crypto';
import type { Finding, FindingPlace } from '../../core/findings/finding.ts';
import { rules as findingRules } from '../../core/findings/rules.ts';
import type { GateCheck, GateFinding } from '../../core/gate/gateResult.ts';
import { GATE_PAGE, rulePage } from '../../core/words/documentation.ts';
import type { GateReport } from './gateReport.ts';
import { checkSentence, costText } from './gateWords.ts';

/** One thing that a report for other programs tells: a broken rule, a place where one is broken, or a finding. Not escaped. */
export interface GateProblem {
  /** `image.maxSize`, or the name of a finding's rule. */
  readonly rule: string;
  readonly title: string;
  readonly page: string;
  /** What breaks the gate is an error, whatever it is called by itself. */
  readonly level: 'error' | 'warning' | 'info';
  /** Accepted by the baseline. */
  readonly isKnown: boolean;
  /** One sentence without a full stop. */
  readonly message: string;
  /** What to do, a sentence; empty where it goes without saying. */
  readonly advice: string;
  readonly written: FindingPlace | null;
  readonly hidden: FindingPlace | null;
  readonly finding: Finding | null;
  /** Stable from build to build, see `findingKey`. */
  readonly fingerprint: string;
}

/** What breaks the gate first, then findings that do not. */
export function gateProblems({ result }: Pick<GateReport, 'result'>): GateProblem[] {
  // Findings stand for themselves.
  const checks = result.checks.filter(({ rule }) => rule !== 'findings.failOn');
  const all = [...checks.flatMap(checkProblems), ...result.findings.map(findingProblem)];
  return all.toSorted((a, b) => RANK[a.level] - RANK[b.level]);
}

const RANK: Readonly<Record<GateProblem['level'], number>> = { error: 0, warning: 1, info: 2 };

function checkProblems(check: GateCheck): GateProblem[] {
  if (check.status === 'passed' || check.status === 'skipped') return [];
  const common = { rule: check.rule, title: check.title, page: GATE_PAGE, advice: '', finding: null };
  if (check.breaches.length === 0) {
    const isKnown = check.status === 'known';
    const level = isKnown ? 'info' : 'error';
    const message = check.note === '' ? checkSentence(check) : `${checkSentence(check)} (${check.note})`;
    return [{ ...common, level, isKnown, message, written: null, hidden: null, fingerprint: hashed(check.rule) }];
  }
  return check.breaches.map(({ status, message, place, hidden, key }) => {
    const isKnown = status === 'known';
    return {
      ...common,
      level: isKnown ? 'info' : 'error',
      isKnown,
      message,
      written: place,
      hidden,
      fingerprint: hashed(key),
    };
  });
}

function findingProblem({ finding, severity, status, isKnown, key }: GateFinding): GateProblem {
  const { rule, message, advice, written, hidden } = finding;
  const cost = costText(finding);
  return {
    rule,
    title: titleOf(rule),
    page: rulePage(rule),
    level: status === 'failed' ? 'error' : status === 'known' ? 'info' : severity,
    isKnown,
    message: cost === '' ? message : `${message} (${cost})`,
    advice,
    written,
    hidden,
    finding,
    fingerprint: hashed(key),
  };
}

function titleOf(rule: string): string {
  return findingRules.find(({ name }) => name === rule)?.title ?? rule;
}

/** Keys hold paths of any length. */
function hashed(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 32);
}
