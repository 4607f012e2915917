import type { Analysis } from '../analysis.ts';
import { bytesText } from '../words/bytesText.ts';
import { percentText } from '../words/percentText.ts';
import type { DiveFigures } from './diveFigures.ts';
import type { DiveRules } from './diveRules.ts';
import type { GateCheck } from './gateResult.ts';

/** dive's rules as dive means them, with what Layerwise counts beside it. A baseline does not hold here: dive has none. */
export function diveChecks({ totals }: Analysis, figures: DiveFigures, rules: DiveRules): GateCheck[] {
  const userShare = totals.userShippedBytes === 0 ? 0 : totals.userWastedBytes / totals.userShippedBytes;
  const checks: (GateCheck | null)[] = [
    check('lowestEfficiency', 'dive’s efficiency', 'share', 'min', figures.efficiency, rules.lowestEfficiency, {
      ours: totals.efficiency,
      note: `Layerwise counts ${percentText(totals.efficiency)}: files, not paths, and what a removed directory held`,
    }),
    check('highestWastedBytes', 'dive’s wasted bytes', 'bytes', 'max', figures.wastedBytes, rules.highestWastedBytes, {
      ours: totals.wastedBytes,
      note: `Layerwise counts ${bytesText(totals.wastedBytes)}: not the copy that the image shows in the end`,
    }),
    check(
      'highestUserWastedPercent',
      'dive’s user waste',
      'share',
      'max',
      figures.userWastedShare,
      rules.highestUserWastedPercent,
      {
        ours: userShare,
        note: `Layerwise counts ${percentText(userShare)}: the waste of the layers that are not the base’s`,
      },
    ),
  ];
  return checks.filter((one) => one !== null);
}

function check(
  name: string,
  title: string,
  unit: GateCheck['unit'],
  bound: GateCheck['bound'],
  actual: number,
  limit: number | null,
  { ours, note }: { readonly ours: number; readonly note: string },
): GateCheck | null {
  if (limit === null) return null;
  // What is no number is not worse than anything, as in dive.
  const isBroken = bound === 'min' ? limit > actual : actual > limit;
  const status = isBroken ? 'failed' : 'passed';
  const isOurs = Math.abs(actual - ours) < (unit === 'share' ? 0.0005 : 1);
  return {
    rule: `dive.${name}`,
    title,
    status,
    unit,
    bound,
    actual,
    limit,
    before: null,
    note: isOurs ? '' : note,
    breaches: [],
  };
}
