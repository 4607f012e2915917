import type { MergedTree } from '../merge/mergedTree.ts';
import { type DeadFiles, deadFiles } from '../merge/waste.ts';
import { pathSightings } from './pathSightings.ts';
import type { Rule } from './rule.ts';
import { rules as allRules } from './rules.ts';
import type { Sighting } from './sighting.ts';
import { inOrder } from './sightingCount.ts';
import { wasteSightings } from './wasteSightings.ts';

export interface SightingOptions {
  readonly dead?: DeadFiles;
  readonly rules?: readonly Rule[];
  /** Layers that could not be read whole: of what lies above one, not all can be told. */
  readonly broken?: readonly number[];
}

/**
 * What all rules see in an image, in the order of its layers, base layers included: a pure function of the layers. Contents
 * must be hashed as `treeHashes` asks.
 */
export function findSightings(
  tree: MergedTree,
  { dead = deadFiles(tree), rules = allRules, broken = [] }: SightingOptions = {},
): Sighting[] {
  const firstBroken = Math.min(...broken, Infinity);
  const ofTrees = rules.flatMap(({ name, sees }) =>
    sees.by === 'tree' ? sees.see(tree).map((sighting) => ({ ...sighting, rule: name })) : [],
  );
  return [
    ...wasteSightings(tree, dead, rules),
    ...pathSightings(tree, rules),
    ...ofTrees.filter(({ layer }) => layer < firstBroken),
  ].sort(inOrder);
}
