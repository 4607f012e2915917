import type { FindingPlace } from '../../core/findings/finding.ts';
import type { GateCheck, GateFinding, GateResult } from '../../core/gate/gateResult.ts';
import { bytesText } from '../../core/words/bytesText.ts';
import { countText, plural } from '../../core/words/countText.ts';
import { percentText } from '../../core/words/percentText.ts';

/** A figure in its unit. dive's share is endless where the layers above the first ship nothing. */
export function amountText({ unit }: Pick<GateCheck, 'unit'>, amount: number): string {
  if (!Number.isFinite(amount)) return Number.isNaN(amount) ? 'none' : '∞';
  switch (unit) {
    case 'bytes':
      return bytesText(amount);
    case 'share':
      return percentText(amount);
    case 'count':
      return countText(amount);
  }
}

/** `at least 90 %`, `at most 20 MB`, `none`. */
export function limitText(check: GateCheck): string {
  if (check.unit === 'count' && check.limit === 0) return 'none';
  return `at ${check.bound === 'min' ? 'least' : 'most'} ${amountText(check, check.limit)}`;
}

/** `Efficiency is 65.4 %, allowed is at least 90 %`, without a full stop. */
export function checkSentence(check: GateCheck): string {
  if (check.status === 'skipped') return `${check.title}: ${check.note}`;
  const before = check.before === null ? '' : `, in the baseline it was ${amountText(check, check.before)}`;
  return `${check.title}: ${amountText(check, check.actual)}, allowed is ${limitText(check)}${before}`;
}

/** `7 rules hold, 2 are broken, 1 no worse than in the baseline`. */
export function verdictText({ checks }: Pick<GateResult, 'checks'>): string {
  const count = (status: GateCheck['status']): number => checks.filter((check) => check.status === status).length;
  const [passed, failed, known, skipped] = (['passed', 'failed', 'known', 'skipped'] as const).map(count);
  if (checks.length === 0) return 'no rules';
  return [
    ...(failed > 0 ? [`${plural(failed, 'rule')} broken`] : []),
    ...(known > 0 ? [`${plural(known, 'rule')} no worse than in the baseline`] : []),
    ...(skipped > 0 ? [`${plural(skipped, 'rule')} skipped`] : []),
    ...(passed > 0 || failed === 0 ? [`${plural(passed, 'rule')} kept`] : []),
  ].join(', ');
}

/** `line 12`, or `layer 3` where no line is known. */
export function placeText({ startLine, layer }: FindingPlace): string {
  return startLine === null ? `layer ${layer}` : `line ${startLine}`;
}

/** `517 kB, 13.1 % of the image`; empty where it costs nothing. */
export function costText({ bytes, share }: GateFinding['finding']): string {
  return bytes === 0 ? '' : `${bytesText(bytes)}, ${percentText(share)} of the image`;
}
