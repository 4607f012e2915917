import { nameText } from '../browse/nameText.ts';
import { bytesOf } from '../merge/largestFirst.ts';
import { EntryKind } from '../merge/layerIndex.ts';
import { type MergedTree, NONE } from '../merge/mergedTree.ts';
import { pathPatterns } from './pathPatterns.ts';
import type { PathKind, Rule } from './rule.ts';
import type { Sighting } from './sighting.ts';
import { sightingCount } from './sightingCount.ts';

/** What rules on paths see: one pass down the tree for all of them, one over the files. */
export function pathSightings(tree: MergedTree, rules: readonly Rule[]): Sighting[] {
  const sorts = rules.flatMap(({ name, sees }) =>
    sees.by === 'path' ? sees.kinds.map((kind) => ({ ...kind, rule: name, alsoHidden: sees.alsoHidden === true })) : [],
  );
  const { marks, of } = markNodes(tree, sorts);
  const count = sightingCount(tree);
  for (let inode = 0; inode < tree.versionCount; inode++) {
    let mark = of[tree.node.values[inode]];
    if (mark === NONE || !isShippedFile(tree, inode)) continue;
    const file = { node: tree.node.values[inode], bytes: bytesOf(tree, inode) };
    const layer = tree.layer.values[inode];
    const hidden = tree.deadSince(inode);
    for (; mark !== NONE; mark = marks[mark].next) {
      const { rule, kind, alsoHidden, minBytes = 0 } = sorts[marks[mark].sort];
      if ((hidden !== NONE && !alsoHidden) || file.bytes < minBytes) continue;
      count.add({ rule, kind, layer, hiddenBy: hidden === NONE ? null : hidden }, file, marks[mark].place);
    }
  }
  return count.finish();
}

/** Hard links ship nothing. */
function isShippedFile(tree: MergedTree, version: number): boolean {
  const entry = tree.entry.values[version];
  if (entry < 0 || tree.inode.values[version] !== version) return false;
  const kind = tree.layers[tree.layer.values[version]].kind[entry];
  return kind === EntryKind.file || kind === EntryKind.sparse;
}

/** A path and all below it are of a sort; `next` is one more that holds there, or NONE. */
interface Mark {
  readonly sort: number;
  readonly place: number;
  readonly next: number;
}

function markNodes(tree: MergedTree, sorts: readonly PathKind[]): { marks: readonly Mark[]; of: Int32Array } {
  const patterns = sorts.flatMap(({ paths }, sort) =>
    paths.map((path) => ({ sort, isMeant: !path.startsWith('!'), path: path.replace(/^!/, '') })),
  );
  const { start, step, ended } = pathPatterns(patterns.map(({ path }) => path));
  const marks: Mark[] = [];
  const states = new Int32Array(tree.nodeCount);
  const of = new Int32Array(tree.nodeCount).fill(NONE);
  states[0] = start;
  // A folder stands before what is in it.
  for (let node = 1; node < tree.nodeCount; node++) {
    const parent = tree.names.parent.values[node];
    states[node] = step(states[parent], nameText(tree, node));
    of[node] = of[parent];
    for (const pattern of ended(states[node])) of[node] = marked(of[node], patterns[pattern], node);
  }
  return { marks, of };

  /** The marks of a node, with one more or one less. */
  function marked(first: number, { sort, isMeant }: { sort: number; isMeant: boolean }, node: number): number {
    const isThere = has(first, sort);
    if (isMeant) return isThere ? first : push({ sort, place: node, next: first });
    return isThere ? without(first, sort) : first;
  }

  function has(first: number, sort: number): boolean {
    for (let mark = first; mark !== NONE; mark = marks[mark].next) if (marks[mark].sort === sort) return true;
    return false;
  }

  function without(first: number, sort: number): number {
    if (first === NONE) return NONE;
    const { next, ...mark } = marks[first];
    return mark.sort === sort ? without(next, sort) : push({ ...mark, next: without(next, sort) });
  }

  function push(mark: Mark): number {
    marks.push(mark);
    return marks.length - 1;
  }
}
