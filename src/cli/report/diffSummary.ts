import { totalsOf } from '../../core/diff/groupByBlame.ts';
import { bytesChangeText, bytesText } from '../../core/words/bytesText.ts';
import { countText } from '../../core/words/countText.ts';
import { percentText } from '../../core/words/percentText.ts';
import type { Comparison } from './comparison.ts';

/** What became of an image since another, in figures. Nothing is escaped. */
export interface DiffSummary {
  readonly title: string;
  readonly rows: readonly SummaryRow[];
  readonly paths: string;
}

export interface SummaryRow {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  readonly change: string;
}

export function diffSummary(comparison: Comparison): DiffSummary {
  const [before, after] = [comparison.a.analysis, comparison.b.analysis];
  const bytes = (name: string, of: (totals: typeof before.totals) => number): SummaryRow => {
    const [a, b] = [of(before.totals), of(after.totals)];
    return { name, before: bytesText(a), after: bytesText(b), change: bytesChangeText(b - a) };
  };
  const { added, removed, modified, metadata, addedBytes, removedBytes } = totalsOf(comparison.paths);
  return {
    title: `Since ${before.image.reference}`,
    rows: [
      bytes('Shipped', ({ shippedBytes }) => shippedBytes),
      bytes('Visible', ({ visibleBytes }) => visibleBytes),
      bytes('Wasted', ({ wastedBytes }) => wastedBytes),
      bytes('To pull', ({ blobBytes }) => blobBytes),
      efficiencyRow(before.totals.efficiency, after.totals.efficiency),
    ],
    paths: `${countText(added)} paths added (${bytesText(addedBytes)}), ${countText(removed)} removed (${bytesText(removedBytes)}), ${countText(modified)} modified, ${countText(metadata)} with other metadata`,
  };
}

function efficiencyRow(before: number, after: number): SummaryRow {
  const points = Math.round((after - before) * 1000) / 10;
  const change = points === 0 ? '' : `${points > 0 ? '+' : ''}${points} points`;
  return { name: 'Efficiency', before: percentText(before), after: percentText(after), change };
}
