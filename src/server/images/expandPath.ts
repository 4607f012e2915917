import type { ChoiceContext } from './choiceContext.ts';
import { pathsOf, workspaceFolderOf } from './paths.ts';

/**
 * The absolute path that a setting means: `~` is the home folder, `${workspaceFolder}` the workspace folder of the
 * Dockerfile, `${workspaceFolder:name}` that of this name. What is relative starts at the workspace folder of the
 * Dockerfile, or at its own folder outside of any.
 */
export function expandPath(path: string, dockerfilePath: string, context: ChoiceContext): string {
  const paths = pathsOf(context);
  const base = workspaceFolderOf(dockerfilePath, context)?.path ?? paths.dirname(dockerfilePath);
  const named = path.replace(/\$\{workspaceFolder(?::([^}]*))?\}/g, (whole, name: string | undefined) =>
    name === undefined ? base : (context.workspaceFolders.find((folder) => folder.name === name)?.path ?? whole),
  );
  return paths.resolve(base, expandHome(named, context));
}

export function expandHome(path: string, context: Pick<ChoiceContext, 'home' | 'platform'>): string {
  const atHome = path === '~' || path.startsWith('~/') || (context.platform === 'win32' && path.startsWith('~\\'));
  return atHome ? pathsOf(context).join(context.home, path.slice(1)) : path;
}
