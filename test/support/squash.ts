import { dir, type LayerMember, whiteout } from './members.ts';
import { type Inode, type Node, trees } from './oracle.ts';

type Tree = ReadonlyMap<string, Node>;

/** The stack with layers `first` to `last` as one, written from the trees below and at the end of them. */
export function squash(layers: readonly LayerMember[][], first: number, last: number): LayerMember[][] {
  const all = trees(layers);
  const below = first === 0 ? new Map<string, Node>() : all[first - 1];
  const joined = joinedLayer(below, all[last], first);
  return [...layers.slice(0, first), joined, ...layers.slice(last + 1)];
}

function joinedLayer(below: Tree, after: Tree, first: number): LayerMember[] {
  const gone = [...below.keys()].filter((path) => !after.has(path)).map(whiteout);
  const written = [...after].filter(([path, node]) => node.layer >= first && !stays(below.get(path), node));
  const shipped = new Map<Inode, string>();
  for (const [path, { inode }] of after) {
    if (inode && below.get(path)?.inode === inode) shipped.set(inode, path);
  }
  return [...gone, ...written.map(([path, node]) => memberOf(path, node, shipped))];
}

/** A hard link written again to what already stood there. */
function stays(before: Node | undefined, after: Node): boolean {
  return after.inode !== null && before?.inode === after.inode;
}

function memberOf(path: string, { inode, mode, uid }: Node, shipped: Map<Inode, string>): LayerMember {
  if (inode === null) return dir(path, { mode, uid });
  const known = shipped.get(inode);
  if (known !== undefined) return { name: path, type: 'hardlink', target: known };
  shipped.set(inode, path);
  const { type, content, target } = inode;
  return type === 'file'
    ? { name: path, type, content, mode, uid }
    : { name: path, type: 'symlink', target, mode, uid };
}
