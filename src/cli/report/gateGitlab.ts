import { showControls } from '../../core/words/showControls.ts';
import { type GateProblem, gateProblems } from './gateProblems.ts';
import type { GateReport } from './gateReport.ts';

const SEVERITIES: Readonly<Record<GateProblem['level'], string>> = { error: 'major', warning: 'minor', info: 'info' };

/**
 * GitLab's Code Quality report: what stands in a file alone, for it knows nothing else.
 * https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
export function gateGitlab(report: GateReport): string {
  const seen = new Map<string, number>();
  const issues = gateProblems(report).flatMap(({ rule, level, message, advice, written, fingerprint }) => {
    if (report.artifact === null) return [];
    // No two may have the same: those alike are numbered.
    const times = seen.get(fingerprint) ?? 0;
    seen.set(fingerprint, times + 1);
    return {
      description: showControls(advice === '' ? message : `${message}. ${advice}`),
      check_name: rule,
      fingerprint: times === 0 ? fingerprint : `${fingerprint}-${times}`,
      severity: SEVERITIES[level],
      location: { path: report.artifact, lines: { begin: written?.startLine ?? 1, end: written?.endLine ?? 1 } },
    };
  });
  return `${JSON.stringify(issues, null, 2)}\n`;
}
