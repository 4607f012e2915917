import { type MergedTree, NONE } from '../merge/mergedTree.ts';

/** From layer `from` until layer `until` (END: to the last) a path adds so many files and bytes to what it lies in. */
export type SpanVisitor = (node: number, from: number, until: number, files: number, bytes: number) => void;

export const END = 0x7fffffff;

/** A name that an inode has from one layer until another. */
interface Name {
  readonly inode: number;
  readonly node: number;
  readonly from: number;
  readonly until: number;
}

/**
 * Calls for all that is not a directory. Each name is a file, but the bytes of an inode count once, under its oldest
 * living name (of those of one layer the one with the lowest node): a later hard link takes them over only when the
 * older names are gone.
 */
export function forEachSpan(tree: MergedTree, visit: SpanVisitor): void {
  const linked = linkedInodes(tree);
  const names: Name[] = [];
  forEachName(tree, (inode, node, from, until) => {
    if (linked[inode] === 1) names.push({ inode, node, from, until });
    visit(node, from, until, 1, linked[inode] === 1 ? 0 : sizeOf(tree, inode));
  });
  names.sort((a, b) => a.inode - b.inode || a.from - b.from || a.node - b.node);
  handOn(names, (inode, node, from, until) => visit(node, from, until, 0, sizeOf(tree, inode)));
}

type NameVisitor = (inode: number, node: number, from: number, until: number) => void;

/** A version with the inode of the one below it, a link to itself, goes on with the same name. */
function forEachName(tree: MergedTree, visit: NameVisitor): void {
  const [layers, inodes, previous] = [tree.layer.values, tree.inode.values, tree.previous.values];
  for (let node = 0; node < tree.nodeCount; node++) {
    let until = END;
    for (let version = tree.newest.values[node]; version !== NONE; version = previous[version]) {
      const inode = inodes[version];
      if (previous[version] !== NONE && inodes[previous[version]] === inode) continue;
      if (inode !== NONE) visit(inode, node, layers[version], until);
      until = layers[version];
    }
  }
}

/** For each inode whether it has or had more than one name. */
function linkedInodes(tree: MergedTree): Uint8Array {
  const known = new Uint8Array(tree.versionCount);
  const linked = new Uint8Array(tree.versionCount);
  forEachName(tree, (inode) => {
    linked[inode] = known[inode];
    known[inode] = 1;
  });
  return linked;
}

/** An inode has no gaps: whoever takes over has been its name already, for a link needs a target that lives. */
function handOn(sorted: readonly Name[], visit: NameVisitor): void {
  let held = { inode: NONE, until: 0 };
  for (const { inode, node, from, until } of sorted) {
    const start = inode === held.inode ? Math.max(from, held.until) : from;
    if (until <= start) continue;
    visit(inode, node, start, until);
    held = { inode, until };
  }
}

function sizeOf(tree: MergedTree, inode: number): number {
  return tree.layers[tree.layer.values[inode]].size[tree.entry.values[inode]];
}
