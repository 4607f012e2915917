import type { AskMerger } from '../../merger/startMerger.ts';
import type { ServerResult } from '../../protocol/serverRequests.ts';
import { type ComparedSides, comparedLayers, type MappingOf } from './comparedLayers.ts';

/** What differs, by instruction. */
export async function comparisonAnswer(
  ask: AskMerger,
  sides: ComparedSides,
  mappingOf: MappingOf | null,
  signal: AbortSignal,
): Promise<ServerResult<'comparison'>> {
  const { groups, of } = await comparedLayers(ask, sides, mappingOf, signal);
  const { groups: found, ...totals } = await ask('diffGroups', { ...sides, of }, { signal });
  return { ...totals, groups: found.map(({ group, ...sums }) => ({ ...groups[group], ...sums })) };
}
