import { type MergedTree, NONE } from '../merge/mergedTree.ts';
import { Components } from '../merge/paths.ts';

/**
 * The node of a path; NONE for one that no layer has. Slashes too many and `.` are nothing, `..` takes the component
 * before it, links are not followed. A name that is not UTF-8 has no text that finds it.
 */
export function findPath(tree: MergedTree, path: string): number {
  const bytes = new TextEncoder().encode(path);
  const components = new Components();
  return components.split(bytes) ? components.lookup(tree.names, bytes) : NONE;
}
