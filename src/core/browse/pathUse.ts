import { attributesOf, type PathAttributes } from '../merge/listTree.ts';
import { type MergedTree, NONE, REMOVED } from '../merge/mergedTree.ts';
import { findPath } from './findPath.ts';

/** Which layers had to do with a path: small, however much lies below it. */
export interface PathUse {
  /** What layers did at the path itself, ascending by layer; directories that only stand because something lies in them, too. */
  readonly at: readonly {
    readonly layer: number;
    readonly type: PathAttributes['type'] | null;
    readonly mode: number;
  }[];
  /** The layers that wrote or removed something below it, ascending. */
  readonly below: readonly number[];
  /**
   * Some layer had something at or below it that is neither a plain file nor a directory, that has several names, or that
   * runs as its owner or group.
   */
  readonly isOdd: boolean;
}

const SET_ID = 0o6000;

/** @param path See `findPath`. */
export function pathUse(tree: MergedTree, path: string): PathUse {
  const top = findPath(tree, path);
  const at: PathUse['at'][number][] = [];
  const below = new Set<number>();
  let isOdd = false;
  const stack = top === NONE ? [] : [top];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    for (let version = tree.newest.values[node]; version !== NONE; version = tree.previous.values[version]) {
      const layer = tree.layer.values[version];
      const isRemoval = tree.entry.values[version] === REMOVED;
      const inode = tree.inode.values[version];
      const { type, mode } = isRemoval ? { type: null, mode: 0 } : attributesOf(tree, version);
      isOdd ||= (type !== null && type !== 'file' && type !== 'dir') || (mode & SET_ID) !== 0;
      isOdd ||= inode !== NONE && inode !== version;
      if (node === top) at.unshift({ layer, type, mode });
      else below.add(layer);
    }
    for (let child = tree.firstChild.values[node]; child !== NONE; child = tree.nextSibling.values[child])
      stack.push(child);
  }
  return { at, below: [...below].sort((a, b) => a - b), isOdd };
}
