import type { LayerIndex } from '../../core/merge/layerIndex.ts';
import type { ReadLayers } from '../../core/readLayers.ts';
import type { TreeFacts } from '../../core/treeFacts.ts';
import type { CachedImage } from './cachedImage.ts';
import type { LayerCache } from './layerCache.ts';
import type { KnownTree } from './treeFile.ts';
import { treeMemory } from './treeMemory.ts';

/** The merged tree of one image, out of a cache or into it. */
export interface RememberedTree {
  recall(layers: readonly LayerIndex[]): Promise<KnownTree | null>;
  /** What it has told, once it was recalled. */
  readonly facts: TreeFacts | null;
  /** Unless it was recalled, or the image is broken or soon merged. */
  keep(read: ReadLayers, facts: TreeFacts): Promise<void>;
}

/** An image of fewer entries is merged before a file is read. */
const WORTH_KEEPING = 20_000;

export function rememberedTree(image: CachedImage, cache: LayerCache): RememberedTree {
  const memory = treeMemory(cache);
  let known: KnownTree | null = null;
  return {
    async recall(layers) {
      const states = isLarge(layers) ? statesOf(image) : null;
      known = states && (await memory.recall(states, layers));
      return known;
    },
    get facts() {
      return known?.facts ?? null;
    },
    async keep({ tree, mergeWarnings, failures }, facts) {
      if (known !== null || failures.length > 0 || !isLarge(tree.layers)) return;
      const states = statesOf(image);
      if (states !== null) await memory.keep(states, { tree, warnings: mergeWarnings, facts });
    },
  };
}

function isLarge(layers: readonly LayerIndex[]): boolean {
  return layers.reduce((sum, { entryCount }) => sum + entryCount, 0) >= WORTH_KEEPING;
}

/** Null when one of them is not known. */
function statesOf(image: CachedImage): string[] | null {
  const states = image.image.layers.map(({ index }) => image.state(index)).filter((state) => state !== null);
  return states.length === image.image.layers.length ? states : null;
}
