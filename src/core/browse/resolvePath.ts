import { contentOf } from '../diff/side.ts';
import { bytesAt } from '../merge/byteTable.ts';
import { EntryKind, NO_EXTRA } from '../merge/layerIndex.ts';
import { NONE } from '../merge/mergedTree.ts';
import { MAX_PATH } from '../merge/paths.ts';
import type { View } from './view.ts';

/** As the kernel's MAXSYMLINKS. */
const MOST_LINKS = 40;
const SLASH = 0x2f;
const DOT = 0x2e;

/**
 * The node that a program in a container would open: symbolic links are followed, absolute ones from the image's root,
 * and nothing leads out of it. NONE for what is not there in this view, and for links that go on too long.
 */
export function resolvePath(view: View, path: string): number {
  const left = componentsOf(new TextEncoder().encode(path)).reverse();
  let node = 0;
  let links = 0;
  for (let name = left.pop(); name !== undefined; name = left.pop()) {
    const found = stepTo(view, node, name);
    if (found === NONE) return NONE;
    const target = linkTarget(view, found);
    if (target === null) {
      node = found;
      continue;
    }
    if (++links > MOST_LINKS || target.length === 0 || target.length > MAX_PATH) return NONE;
    if (target[0] === SLASH) node = 0;
    left.push(...componentsOf(target).reverse());
  }
  return node;
}

/** `..` stays: where it leads is known only on the way. */
function componentsOf(path: Uint8Array): Uint8Array[] {
  const components: Uint8Array[] = [];
  for (let start = 0; start < path.length; ) {
    const slash = path.indexOf(SLASH, start);
    const end = slash < 0 ? path.length : slash;
    const isNothing = end === start || (end === start + 1 && path[start] === DOT);
    if (!isNothing) components.push(path.subarray(start, end));
    start = end + 1;
  }
  return components;
}

function stepTo({ tree, last }: View, node: number, name: Uint8Array): number {
  const directory = tree.versionAt(node, last);
  if (directory === NONE || !tree.isDirectory(directory)) return NONE;
  if (name.length === 2 && name[0] === DOT && name[1] === DOT) return tree.names.parent.values[node];
  const child = tree.names.lookup(node, name, 0, name.length);
  return child !== NONE && tree.versionAt(child, last) !== NONE ? child : NONE;
}

/** Null for what is no symbolic link. */
function linkTarget({ tree, last }: View, node: number): Uint8Array | null {
  const content = contentOf({ tree }, tree.versionAt(node, last));
  if (content?.index.kind[content.entry] !== EntryKind.symlink) return null;
  const target = content.index.target[content.entry];
  return target === NO_EXTRA ? new Uint8Array(0) : bytesAt(content.index.targets, target);
}
