import type { MergedTree } from '../merge/mergedTree.ts';
import { pathText } from '../merge/pathText.ts';

/** Longer ones are rare, and `fromCharCode` takes only so many arguments. */
const LONGEST_PLAIN = 256;

/** The last component of a path, for people; empty for the root. Names are mostly ASCII, which needs no decoder. */
export function nameText({ names }: MergedTree, node: number): string {
  const bytes = names.names.bytes.subarray(names.nameStart(node), names.nameEnd.values[node]);
  return bytes.length <= LONGEST_PLAIN && isAscii(bytes) ? String.fromCharCode(...bytes) : pathText(bytes);
}

/** Paths for people, one after another: those below one directory cost a name each, for theirs is kept. */
export function pathTexts(tree: MergedTree): (node: number) => string {
  const parents = tree.names.parent.values;
  let directory = 0;
  let prefix = '';
  return (node) => {
    if (node === 0) return '';
    if (parents[node] !== directory) {
      directory = parents[node];
      prefix = directory === 0 ? '' : `${tree.path(directory)}/`;
    }
    return prefix + nameText(tree, node);
  };
}

function isAscii(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte >= 0x80) return false;
  return true;
}
