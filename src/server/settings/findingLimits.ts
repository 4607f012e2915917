import type { FindingLimits } from '../../core/findings/findings.ts';
import { rules as allRules } from '../../core/findings/rules.ts';
import type { DiagnosticSettings } from './settings.ts';

const SEVERITY = { warning: 'warning', information: 'info', off: 'off' } as const;

/** What the settings say of findings, in the words of the core. */
export function findingLimits({
  minimumBytes,
  minimumShare,
  includeBaseLayers,
  severity,
  rules,
}: DiagnosticSettings): FindingLimits {
  const general = severity === 'information' ? allRules.map(({ name }) => [name, 'info'] as const) : [];
  const chosen = Object.entries(rules).map(([name, wanted]) => [name, SEVERITY[wanted]] as const);
  return {
    minBytes: minimumBytes,
    minShare: minimumShare,
    includeBase: includeBaseLayers,
    severities: Object.fromEntries([...general, ...chosen]),
  };
}
