import type { ChoiceContext } from './choiceContext.ts';
import type { FileState } from './files.ts';

/** Of each path, what is there; null for nothing, and for what may not be looked at. */
export function imageStates(paths: readonly string[], context: ChoiceContext): Promise<readonly (FileState | null)[]> {
  return Promise.all(paths.map((path) => context.files.stat(path).catch(() => null)));
}
