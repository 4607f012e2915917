import { compareInodes, entryOf, isHashed } from '../../merge/compare.ts';
import { comparePaths } from '../../merge/comparePaths.ts';
import { bytesOf } from '../../merge/largestFirst.ts';
import type { MergedTree } from '../../merge/mergedTree.ts';
import type { Rule } from '../rule.ts';
import { sameSizeFiles } from '../sameSizeFiles.ts';
import { filesText, pathsText, placesText } from '../sentences.ts';
import type { Sighting } from '../sighting.ts';
import { sightingCount } from '../sightingCount.ts';

export const duplicateContent: Rule = {
  name: 'duplicate-content',
  title: 'The same content at two paths',
  severity: 'warning',
  sees: { by: 'tree', see: copies, edition: 1 },
  message: (sighting) =>
    `${filesText(sighting)} ${sighting.files === 1 ? 'has' : 'have'} the content of ${placesText(sighting)} once more: ${pathsText(sighting)}`,
  advice: () => 'Ship it once: a link to the first path does, made by ln in the RUN that would copy it.',
};

/** In the layers of the later copies; the places are those of the first ones. */
function copies(tree: MergedTree): readonly Sighting[] {
  const count = sightingCount(tree);
  for (const group of sameSizeFiles(tree)) {
    const firsts: number[] = [];
    for (const inode of group.sort(firstOf(tree))) {
      const first = firsts.find((other) => sameContent(tree, other, inode));
      if (first === undefined) {
        firsts.push(inode);
        continue;
      }
      const file = { node: tree.node.values[inode], bytes: bytesOf(tree, inode) };
      count.add({ rule: '', kind: '', layer: tree.layer.values[inode], hiddenBy: null }, file, tree.node.values[first]);
    }
  }
  return count.finish();
}

/** By layer, then by path. */
function firstOf({ layer, node, names }: MergedTree) {
  return (a: number, b: number): number =>
    layer.values[a] - layer.values[b] || comparePaths(names, node.values[a], node.values[b]);
}

function sameContent(tree: MergedTree, a: number, b: number): boolean {
  const { index, entry } = entryOf(tree, a);
  return isHashed(index, entry) && compareInodes(tree, a, b) !== 'modified';
}
