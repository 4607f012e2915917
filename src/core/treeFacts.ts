import { findSightings } from './findings/findSightings.ts';
import type { Sighting } from './findings/sighting.ts';
import { type LayerFacts, layerFacts } from './layerFacts.ts';
import type { MergedTree } from './merge/mergedTree.ts';

/** What a merged tree tells without being asked for its files: small, and a pure function of the layers. */
export interface TreeFacts {
  /** One for each layer, from the bottom. */
  readonly layers: readonly LayerFacts[];
  /** What rules saw in the layers. */
  readonly sightings: readonly Sighting[];
}

/**
 * Contents must be hashed as `treeHashes` asks.
 *
 * @param broken Layers that could not be read whole.
 */
export function treeFacts(tree: MergedTree, broken: readonly number[] = []): TreeFacts {
  return { layers: layerFacts(tree), sightings: findSightings(tree, { broken }) };
}
