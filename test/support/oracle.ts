import type { LayerMember } from './members.ts';

/**
 * The merge as plainly as it can be said: a map of paths, one layer after another, everything compared with everything.
 * Slow, and sharing no code with the product. Members must have normal paths.
 */
export interface Node {
  readonly type: string;
  readonly target: string;
  readonly mode: number;
  readonly uid: number;
  readonly layer: number;
  readonly inode: Inode | null;
}

export interface Inode {
  readonly path: string;
  readonly layer: number;
  readonly type: string;
  readonly content: string;
  readonly target: string;
  readonly mode: number;
  readonly uid: number;
  readonly xattrs: string;
}

export interface Verdict {
  /** For each layer the tree after it, paths sorted. */
  readonly trees: string[][];
  readonly changes: Record<string, number>[];
  /** `path bytes layer>hider how`, sorted. */
  readonly waste: string[];
  readonly shipped: number[];
  readonly visible: number[];
  readonly wasted: number[];
}

export function oracle(layers: readonly (readonly LayerMember[])[]): Verdict {
  const trees: string[][] = [];
  const changes: Record<string, number>[] = [];
  const waste: string[] = [];
  const wasted = layers.map(() => 0);
  const born: Inode[] = [];
  const dead = new Set<Inode>();
  let tree = new Map<string, Node>();
  layers.forEach((members, layer) => {
    const before = tree;
    tree = apply(new Map(before), members, layer, born);
    trees.push(listing(tree));
    changes.push(count(before, tree, layer));
    const live = new Set([...tree.values()].map((node) => node.inode));
    for (const inode of born) {
      if (live.has(inode) || dead.has(inode)) continue;
      dead.add(inode);
      if (inode.content === '') continue;
      const cover = tree.get(inode.path);
      const how = cover?.layer === layer && cover.inode ? compare(inode, cover.inode) : 'removed';
      waste.push(`${inode.path} ${inode.content.length} ${inode.layer}>${layer} ${how}`);
      wasted[inode.layer] += inode.content.length;
    }
  });
  const shipped = layers.map((members) => members.reduce((sum, { content = '' }) => sum + content.length, 0));
  const live = new Set([...tree.values()].map((node) => node.inode));
  const visible = layers.map(() => 0);
  for (const inode of live) if (inode) visible[inode.layer] += inode.content.length;
  return { trees, changes, waste: waste.sort(), shipped, visible, wasted };
}

/** For each layer the tree after it. */
export function trees(layers: readonly (readonly LayerMember[])[]): ReadonlyMap<string, Node>[] {
  let tree = new Map<string, Node>();
  return layers.map((members, layer) => (tree = apply(new Map(tree), members, layer, [])));
}

function apply(tree: Map<string, Node>, members: readonly LayerMember[], layer: number, born: Inode[]) {
  for (const { name } of members) {
    const [folder, base] = split(name);
    if (base === '.wh..wh..opq') clear(tree, folder);
    else if (base.startsWith('.wh.')) remove(tree, join(folder, base.slice(4)));
  }
  const files = members.filter(({ name }) => !split(name)[1].startsWith('.wh.'));
  let waiting: LayerMember[] = [];
  for (const member of files) if (!put(tree, member, layer, born)) waiting.push(member);
  waiting = waiting.filter(({ name }) => tree.get(name)?.layer !== layer);
  for (let progress = true; progress; ) {
    const left = waiting.filter((member) => !put(tree, member, layer, born));
    progress = left.length < waiting.length;
    waiting = left;
  }
  return tree;
}

function put(tree: Map<string, Node>, member: LayerMember, layer: number, born: Inode[]): boolean {
  const { name, type, content = '', target = '', mode = type === 'dir' ? 0o755 : 0o644, uid = 0 } = member;
  let inode: Inode | null = null;
  if (type === 'hardlink') {
    inode = tree.get(target)?.inode ?? null;
    if (inode === null) return false;
  } else if (type !== 'dir') {
    inode = { path: name, layer, type, content, target, mode, uid, xattrs: JSON.stringify(member.xattrs ?? {}) };
    born.push(inode);
  }
  for (let [folder] = split(name); folder !== ''; [folder] = split(folder)) {
    if (tree.get(folder)?.type === 'dir') continue;
    tree.set(folder, { type: 'dir', target: '', mode: 0o755, uid: 0, layer, inode: null });
  }
  if (type !== 'dir') clear(tree, name);
  tree.set(name, {
    type: inode?.type ?? type,
    target: inode?.target ?? target,
    mode: inode?.mode ?? mode,
    uid: inode?.uid ?? uid,
    layer,
    inode,
  });
  return true;
}

function count(before: Map<string, Node>, after: Map<string, Node>, layer: number) {
  const counts = { added: 0, modified: 0, metadata: 0, identical: 0, removed: 0 };
  for (const path of new Set([...before.keys(), ...after.keys()])) {
    const old = before.get(path)?.inode ?? null;
    const now = after.get(path);
    if (!now?.inode) {
      if (old) counts.removed++;
    } else if (now.layer === layer) {
      counts[old ? compare(old, now.inode) : 'added']++;
    }
  }
  return counts;
}

function compare(a: Inode, b: Inode): 'modified' | 'metadata' | 'identical' {
  if (a.type !== b.type || a.content !== b.content || a.target !== b.target) return 'modified';
  return a.mode === b.mode && a.uid === b.uid && a.xattrs === b.xattrs ? 'identical' : 'metadata';
}

function listing(tree: Map<string, Node>): string[] {
  return [...tree]
    .map(([path, { type, target, mode, uid, layer, inode }]) => {
      return `${path} ${type} ${inode?.content.length ?? 0} ${mode.toString(8)} ${uid} ${target} @${layer}`;
    })
    .sort();
}

function remove(tree: Map<string, Node>, path: string): void {
  tree.delete(path);
  clear(tree, path);
}

function clear(tree: Map<string, Node>, folder: string): void {
  for (const path of [...tree.keys()]) if (folder === '' || path.startsWith(`${folder}/`)) tree.delete(path);
}

function split(path: string): [folder: string, base: string] {
  const slash = path.lastIndexOf('/');
  return [slash < 0 ? '' : path.slice(0, slash), path.slice(slash + 1)];
}

function join(folder: string, base: string): string {
  return folder === '' ? base : `${folder}/${base}`;
}
