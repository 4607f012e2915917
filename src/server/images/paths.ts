import { posix, win32 } from 'node:path';
import type { ChoiceContext, WorkspaceFolder } from './choiceContext.ts';

type Place = Pick<ChoiceContext, 'platform' | 'workspaceFolders' | 'home'>;

/** Paths of that platform, whatever this one is. */
export function pathsOf({ platform }: Pick<Place, 'platform'>): typeof posix {
  return platform === 'win32' ? win32 : posix;
}

/** One spelling for all of one place: Windows does not tell upper from lower case, nor `/` from `\`. */
export function pathKey(path: string, place: Pick<Place, 'platform'>): string {
  const paths = pathsOf(place);
  const normal = paths.normalize(path);
  const bare = normal.length > paths.parse(normal).root.length ? normal.replace(/[/\\]$/, '') : normal;
  return place.platform === 'win32' ? bare.toLowerCase() : bare;
}

export function samePath(one: string, other: string, place: Pick<Place, 'platform'>): boolean {
  return pathKey(one, place) === pathKey(other, place);
}

/** The path from a folder to what is in it, with slashes; null for what is elsewhere. */
export function pathWithin(folder: string, path: string, place: Pick<Place, 'platform'>): string | null {
  const paths = pathsOf(place);
  const relative = paths.relative(folder, path);
  const outside = relative === '..' || relative.startsWith(`..${paths.sep}`) || paths.isAbsolute(relative);
  return outside ? null : withSlashes(relative, place);
}

export function withSlashes(path: string, place: Pick<Place, 'platform'>): string {
  return place.platform === 'win32' ? path.replaceAll('\\', '/') : path;
}

/** The innermost workspace folder around a file. */
export function workspaceFolderOf(path: string, place: Place): WorkspaceFolder | null {
  const around = place.workspaceFolders.filter((folder) => pathWithin(folder.path, path, place) !== null);
  return around.toSorted((one, other) => other.path.length - one.path.length).at(0) ?? null;
}

/** The folder of a Dockerfile and its parents, up to the workspace folder; its own alone outside of any. */
export function foldersAround(dockerfilePath: string, place: Place): readonly string[] {
  const paths = pathsOf(place);
  const own = paths.dirname(dockerfilePath);
  const last = workspaceFolderOf(dockerfilePath, place)?.path ?? own;
  const folders = [own];
  for (let folder = own; !samePath(folder, last, place) && folder !== paths.dirname(folder); ) {
    folder = paths.dirname(folder);
    folders.push(folder);
  }
  return folders;
}

/** How a file is called to people: from its workspace folder, else in full. */
export function displayPath(path: string, place: Place): string {
  const folder = workspaceFolderOf(path, place);
  const within = folder === null ? null : pathWithin(folder.path, path, place);
  return within === null || within === '' ? path : within;
}
