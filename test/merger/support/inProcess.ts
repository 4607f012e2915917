import { onTestFinished } from 'vitest';
import { layerFacts } from '../../../src/core/layerFacts.ts';
import { wantedHashes } from '../../../src/core/merge/changes.ts';
import { listTree, type TreeEntry } from '../../../src/core/merge/listTree.ts';
import type { MergedTree } from '../../../src/core/merge/mergedTree.ts';
import { mergeLayers } from '../../../src/core/merge/mergeLayers.ts';
import type { OpenImage } from '../../../src/core/openImage.ts';
import { hashEntries, type ReadLayers, readLayers } from '../../../src/core/readLayers.ts';
import { openImageAt } from '../../../src/sources/openImageAt.ts';

export interface InProcess {
  readonly open: OpenImage;
  readonly read: ReadLayers;
}

/** The same image as the core reads it, without threads. */
export async function inProcess(path: string): Promise<InProcess> {
  const open = await openImageAt(path);
  onTestFinished(() => open.close());
  return { open, read: await readLayers(open) };
}

/** The tree of these layers alone, merged anew, with what of it must be hashed. */
export async function treeOfLayers({ open, read }: InProcess, layers: readonly number[]): Promise<MergedTree> {
  const { tree } = mergeLayers(layers.map((layer) => read.tree.layers[layer]));
  await hashEntries(open, tree, wantedHashes(tree), {}, undefined, layers);
  return tree;
}

/** Its paths after a layer, whose numbers are those of the image. */
export function pathsOf(tree: MergedTree, step: number, layers: readonly number[]): TreeEntry[] {
  return listTree(tree, step).map((entry) => ({ ...entry, layer: layers[entry.layer] }));
}

export function changesOf(tree: MergedTree) {
  return layerFacts(tree).map(({ changes }) => changes);
}
