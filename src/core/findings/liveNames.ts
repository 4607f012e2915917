import { type MergedTree, NONE } from '../merge/mergedTree.ts';

/**
 * Under which paths the finished image shows an inode. A file that has one name outside of a cache ships its bytes even when
 * the cache is cleared: package managers that have stores make hard links from them.
 */
export function liveNames(tree: MergedTree): (inode: number) => readonly number[] {
  const links = new Map<number, number[]>();
  for (let version = 0; version < tree.versionCount; version++) {
    const inode = tree.inode.values[version];
    if (inode === NONE || inode === version || !isLive(version)) continue;
    const nodes = links.get(inode);
    if (nodes === undefined) links.set(inode, [tree.node.values[version]]);
    else nodes.push(tree.node.values[version]);
  }
  return (inode) => {
    const nodes = links.get(inode) ?? [];
    return isLive(inode) ? [tree.node.values[inode], ...nodes] : nodes;
  };

  function isLive(version: number): boolean {
    return tree.newest.values[tree.node.values[version]] === version;
  }
}
