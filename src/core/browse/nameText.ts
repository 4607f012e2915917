import type { MergedTree } from '../merge/mergedTree.ts';
import { pathText } from '../merge/pathText.ts';

/** The last component of a path, for people; empty for the root. Names are mostly ASCII, which needs no decoder. */
export function nameText({ names }: MergedTree, node: number): string {
  const { bytes } = names.names;
  const start = names.nameStart(node);
  const end = names.nameEnd.values[node];
  let text = '';
  for (let i = start; i < end; i++) {
    if (bytes[i] >= 0x80) return pathText(bytes.subarray(start, end));
    text += String.fromCharCode(bytes[i]);
  }
  return text;
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
