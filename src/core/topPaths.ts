import type { MergedTree } from './merge/mergedTree.ts';
import { compareBytes } from './merge/xattrs.ts';

/** Keeps the few largest of many paths. */
export interface TopPaths<How> {
  /** False for one that is certainly too small. */
  takes(bytes: number): boolean;
  add(node: number, bytes: number, how: How): void;
  /** Largest first. */
  finish(
    tree: MergedTree,
  ): { readonly node: number; readonly path: string; readonly bytes: number; readonly how: How }[];
}

export function topPaths<How>(most: number): TopPaths<How> {
  const kept: { node: number; bytes: number; how: How }[] = [];
  return {
    takes: (bytes) => kept.length < most || bytes >= kept[kept.length - 1].bytes,
    add(node, bytes, how) {
      // Twice as many are kept, so that of a few equals those come first that stand first.
      if (kept.length >= 2 * most && bytes <= kept[kept.length - 1].bytes) return;
      let at = kept.length;
      while (at > 0 && kept[at - 1].bytes < bytes) at--;
      kept.splice(at, 0, { node, bytes, how });
      if (kept.length > 2 * most) kept.pop();
    },
    finish(tree) {
      return kept
        .map((file) => ({ ...file, name: tree.pathBytes(file.node) }))
        .sort((a, b) => b.bytes - a.bytes || compareBytes(a.name, b.name))
        .slice(0, most)
        .map(({ node, bytes, how }) => ({ node, path: tree.path(node), bytes, how }));
    },
  };
}
