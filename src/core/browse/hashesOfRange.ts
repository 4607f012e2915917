import { decisionOf } from '../diff/side.ts';
import { isHashed, needsHash } from '../merge/compare.ts';
import { NONE } from '../merge/mergedTree.ts';
import { stateOf, type View } from './view.ts';

/**
 * The entries that must be hashed before the changes of a view can be told, layer by layer, ascending, as
 * `OpenImage.hashContents` takes them. For one layer they are among those of `wantedHashes`.
 */
export function hashesOfRange(view: View): Uint32Array[] {
  const { tree } = view;
  const wanted = tree.layers.map(() => new Set<number>());
  for (let node = 1; node < tree.nodeCount; node++) {
    for (const inode of inodesToCompare(view, node)) {
      const layer = tree.layer.values[inode];
      const entry = tree.entry.values[inode];
      if (!isHashed(tree.layers[layer], entry)) wanted[layer].add(entry);
    }
  }
  return wanted.map((entries) => Uint32Array.from(entries).sort());
}

function inodesToCompare(view: View, node: number): readonly number[] {
  const { tree, first, last } = view;
  const decision = decisionOf({ tree, step: last }, node);
  if (decision === NONE || tree.layer.values[decision] < first) return [];
  const { version, before } = stateOf(view, node);
  if (version === NONE || before === NONE) return [];
  const [a, b] = [tree.inode.values[before], tree.inode.values[version]];
  return a !== NONE && b !== NONE && needsHash(tree, a, b) ? [a, b] : [];
}
