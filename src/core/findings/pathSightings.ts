import { nameText } from '../browse/nameText.ts';
import { bytesOf } from '../merge/largestFirst.ts';
import { EntryKind } from '../merge/layerIndex.ts';
import { type MergedTree, NONE } from '../merge/mergedTree.ts';
import { liveNames } from './liveNames.ts';
import { NO_MARK, type PathMarks, pathMarks } from './pathMarks.ts';
import type { Rule } from './rule.ts';
import type { Sighting } from './sighting.ts';
import { sightingCount } from './sightingCount.ts';

/** What rules on paths see: one pass down the tree for all of them, one over the files. */
export function pathSightings(tree: MergedTree, rules: readonly Rule[]): Sighting[] {
  const sorts = rules.flatMap(({ name, sees }) =>
    sees.by === 'path' ? sees.kinds.map((kind) => ({ ...kind, rule: name, alsoHidden: sees.alsoHidden === true })) : [],
  );
  const marks = pathMarks(sorts);
  const marksOf = markNodes(tree, marks);
  const namesOf = liveNames(tree);
  const count = sightingCount(tree);
  const nodes = tree.node.values;
  for (let inode = 0; inode < tree.versionCount; inode++) {
    const node = nodes[inode];
    if (marksOf[node] === NO_MARK || !isShippedFile(tree, inode)) continue;
    const bytes = bytesOf(tree, inode);
    const layer = tree.layer.values[inode];
    const hidden = tree.deadSince(inode);
    for (const { kind: sort, place } of marks.kinds(marksOf[node], node)) {
      const { rule, kind, alsoHidden, minBytes = 0, maxBytes = Infinity } = sorts[sort];
      if (bytes < minBytes || bytes > maxBytes) continue;
      if (!alsoHidden && (hidden !== NONE || !namesOf(inode).every((name) => isOf(name, sort)))) continue;
      count.add({ rule, kind, layer, hiddenBy: hidden === NONE ? null : hidden }, { node, bytes }, place);
    }
  }
  return count.finish();

  function isOf(node: number, sort: number): boolean {
    return marks.kinds(marksOf[node], node).some(({ kind }) => kind === sort);
  }
}

/** Hard links ship nothing. */
function isShippedFile(tree: MergedTree, version: number): boolean {
  const entry = tree.entry.values[version];
  if (entry < 0 || tree.inode.values[version] !== version) return false;
  const kind = tree.layers[tree.layer.values[version]].kind[entry];
  return kind === EntryKind.file || kind === EntryKind.sparse;
}

/** For each node its marks; NO_MARK where it is of no kind. */
function markNodes(
  tree: MergedTree,
  { start, none, maySee, step, marksIn, inherited, isMeant }: PathMarks,
): Int32Array {
  const { names, nodeCount } = tree;
  const { bytes } = names.names;
  const parents = names.parent.values;
  const ends = names.nameEnd.values;
  const states = new Int32Array(nodeCount).fill(none);
  const marks = new Int32Array(nodeCount).fill(NO_MARK);
  const meant = new Int32Array(nodeCount).fill(NO_MARK);
  states[0] = start;
  // A folder stands before what is in it.
  for (let node = 1; node < nodeCount; node++) {
    const parent = parents[node];
    let first = marks[parent];
    if (first !== NO_MARK) first = inherited(first);
    if (maySee(states[parent], bytes, ends[node - 1], ends[node])) {
      states[node] = step(states[parent], nameText(tree, node));
      first = marksIn(first, states[node], node);
    }
    if (first === NO_MARK) continue;
    marks[node] = first;
    if (isMeant(first)) meant[node] = first;
  }
  return meant;
}
