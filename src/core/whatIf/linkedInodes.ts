import { forEachVersion } from '../merge/changes.ts';
import { type MergedTree, NONE } from '../merge/mergedTree.ts';

/** Inodes that a later layer gave a name, with every path that was ever theirs. Most images have none. */
export type LinkedInodes = ReadonlyMap<number, readonly number[]>;

export function linkedInodes(tree: MergedTree): LinkedInodes {
  const nodes = new Map<number, number[]>();
  forEachVersion(tree, (version) => {
    const inode = tree.inode.values[version];
    if (inode !== NONE && tree.layer.values[inode] < tree.layer.values[version]) nodes.set(inode, []);
  });
  if (nodes.size > 0) {
    forEachVersion(tree, (version) => {
      nodes.get(tree.inode.values[version])?.push(tree.node.values[version]);
    });
  }
  return nodes;
}
