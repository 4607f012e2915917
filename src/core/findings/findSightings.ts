import type { Image } from '../image/types.ts';
import type { MergedTree } from '../merge/mergedTree.ts';
import { type DeadFiles, deadFiles } from '../merge/waste.ts';
import { pathSightings } from './pathSightings.ts';
import type { Rule } from './rule.ts';
import { rules as allRules } from './rules.ts';
import type { Sighting } from './sighting.ts';
import { inOrder } from './sightingCount.ts';
import { wasteSightings } from './wasteSightings.ts';

/**
 * What all rules see in an image, in the order of its layers, base layers included: a pure function of the layers. Contents
 * must be hashed as for `countChanges`.
 */
export function findSightings(
  tree: MergedTree,
  image: Image,
  dead: DeadFiles = deadFiles(tree),
  rules: readonly Rule[] = allRules,
): Sighting[] {
  const ofTrees = rules.flatMap(({ name, sees }) =>
    sees.by === 'tree' ? sees.see(tree, image).map((sighting) => ({ rule: name, ...sighting })) : [],
  );
  return [...wasteSightings(tree, dead, rules), ...pathSightings(tree, rules), ...ofTrees].sort(inOrder);
}
