import type { MergedTree } from '../merge/mergedTree.ts';
import type { DeadFiles } from '../merge/waste.ts';
import type { Rule } from './rule.ts';
import type { Sighting } from './sighting.ts';
import { sightingCount } from './sightingCount.ts';

/** What rules on wasted files see. */
export function wasteSightings(tree: MergedTree, dead: DeadFiles, rules: readonly Rule[]): Sighting[] {
  const ruleOf = new Map(rules.flatMap(({ name, sees }) => (sees.by === 'waste' ? [[sees.how, name] as const] : [])));
  const count = sightingCount(tree);
  for (const file of dead) {
    const { layer, hiddenBy } = file;
    const rule = ruleOf.get(hiddenBy.how);
    if (rule !== undefined) count.add({ rule, kind: '', layer, hiddenBy: hiddenBy.layer }, file);
  }
  return count.finish();
}
