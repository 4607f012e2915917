import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { LayerIndex } from '../../core/merge/layerIndex.ts';
import type { LayerCache } from './layerCache.ts';
import { readAndTouch } from './layerFiles.ts';
import { treeName } from './layerName.ts';
import { rulesFingerprint } from './rulesFingerprint.ts';
import { decodeTree, encodeTree, type KnownTree } from './treeFile.ts';

/**
 * Keeps merged trees beside the layers of a cache. A tree is a pure function of its layers, so its key is what they are:
 * the checksums of their files, which change with every byte, also with a hash that was not there before; and what rules
 * look for, since what they saw is kept with it.
 */
export interface TreeMemory {
  /** @param states Of each layer, see `CachedImage.state`. */
  recall(states: readonly string[], layers: readonly LayerIndex[]): Promise<KnownTree | null>;
  keep(states: readonly string[], known: KnownTree): Promise<void>;
}

export function treeMemory(cache: LayerCache): TreeMemory {
  return {
    async recall(states, layers) {
      const key = keyOf(states);
      const path = join(cache.directory, treeName(key));
      const file = await readAndTouch(path).catch(() => null);
      const known = file === null ? null : decodeTree(file, key, layers);
      if (file !== null && known === null) await rm(path, { force: true }).catch(() => undefined);
      return known;
    },
    async keep(states, known) {
      const key = keyOf(states);
      await cache.keep(treeName(key), encodeTree(key, known));
    },
  };
}

function keyOf(states: readonly string[]): string {
  return [...states, rulesFingerprint()].join();
}
