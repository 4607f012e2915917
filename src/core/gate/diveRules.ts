import { parseBytes } from '../words/parseBytes.ts';

/** dive's three rules; null for one that is switched off. */
export interface DiveRules {
  readonly lowestEfficiency: number | null;
  readonly highestWastedBytes: number | null;
  readonly highestUserWastedPercent: number | null;
}

export type DiveRule = keyof DiveRules;

/** What they are where nothing is said. dive's `cmd/dive/cli/internal/options/ci_rules.go`. */
const DEFAULTS: Readonly<Record<DiveRule, string>> = {
  lowestEfficiency: '0.9',
  highestWastedBytes: 'disabled',
  highestUserWastedPercent: '0.1',
};

export const diveRuleNames: readonly DiveRule[] = [
  'lowestEfficiency',
  'highestWastedBytes',
  'highestUserWastedPercent',
];

export interface DiveProblem {
  readonly rule: DiveRule;
  readonly message: string;
}

/** @param written As text, whatever is written in file or call. */
export function diveRules(written: Readonly<Partial<Record<DiveRule, string>>>): {
  readonly rules: DiveRules;
  readonly problems: readonly DiveProblem[];
} {
  const problems: DiveProblem[] = [];
  const value = (rule: DiveRule): number | null => {
    const text = (written[rule] ?? DEFAULTS[rule]).trim();
    if (OFF.has(text.toLowerCase())) return null;
    const parsed = rule === 'highestWastedBytes' ? parseBytes(text.replaceAll(',', '')) : ratioOf(text);
    if (parsed !== null) return parsed;
    const allowed = rule === 'highestWastedBytes' ? 'a size, such as 20MB' : 'a number from 0 to 1';
    problems.push({
      rule,
      message: `${rule} must be ${allowed}, or disabled, but is ${JSON.stringify(text.slice(0, 60))}`,
    });
    return null;
  };
  const rules: DiveRules = {
    lowestEfficiency: value('lowestEfficiency'),
    highestWastedBytes: value('highestWastedBytes'),
    highestUserWastedPercent: value('highestUserWastedPercent'),
  };
  return { rules, problems };
}

const OFF = new Set(['', 'disabled', 'off', 'false']);

function ratioOf(text: string): number | null {
  const number = Number(text);
  return text !== '' && number >= 0 && number <= 1 ? number : null;
}
