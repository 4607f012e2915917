import { posix, win32 } from 'node:path';
import type { DirectoryEntry, Files } from '../../../src/server/images/files.ts';

/** A text, or an archive that was last changed then. */
export type Content = string | { readonly modified: number };

export interface MemoryFiles extends Files {
  /** Every access, in order: `read /work/compose.yaml`. */
  readonly accesses: readonly string[];
}

/** Files by their absolute paths; the folders around them are there too. Windows does not tell upper from lower case. */
export function memoryFiles(
  tree: Readonly<Record<string, Content>>,
  platform: 'posix' | 'win32' = 'posix',
): MemoryFiles {
  const paths = platform === 'win32' ? win32 : posix;
  const key = (path: string) => (platform === 'win32' ? paths.normalize(path).toLowerCase() : paths.normalize(path));
  const files = new Map(Object.entries(tree).map(([path, content]) => [key(path), content]));
  const folders = new Map<string, Map<string, DirectoryEntry>>();
  for (const path of Object.keys(tree)) addToFolders(folders, path, paths, key);
  const accesses: string[] = [];
  return {
    accesses,
    readFile: (path, maximumBytes) => {
      accesses.push(`read ${path}`);
      const content = files.get(key(path));
      if (content === undefined) return Promise.resolve(null);
      if (typeof content !== 'string') return Promise.reject(new Error('EACCES: permission denied'));
      const fits = content.length <= maximumBytes;
      return fits ? Promise.resolve(content) : Promise.reject(new Error(`it has more than ${maximumBytes} bytes`));
    },
    readDirectory: (path, maximumEntries) => {
      accesses.push(`list ${path}`);
      const entries = folders.get(key(path));
      return Promise.resolve(entries === undefined ? null : [...entries.values()].slice(0, maximumEntries));
    },
    stat: (path) => {
      accesses.push(`stat ${path}`);
      const content = files.get(key(path));
      const modified = typeof content === 'object' ? content.modified : 0;
      if (content !== undefined) return Promise.resolve({ kind: 'file', modified });
      return Promise.resolve(folders.has(key(path)) ? { kind: 'directory', modified } : null);
    },
  };
}

function addToFolders(
  folders: Map<string, Map<string, DirectoryEntry>>,
  path: string,
  paths: typeof posix,
  key: (path: string) => string,
): void {
  let kind: DirectoryEntry['kind'] = 'file';
  for (let inner = path; paths.dirname(inner) !== inner; inner = paths.dirname(inner)) {
    const folder = folders.get(key(paths.dirname(inner))) ?? new Map<string, DirectoryEntry>();
    folders.set(key(paths.dirname(inner)), folder.set(paths.basename(inner), { name: paths.basename(inner), kind }));
    kind = 'directory';
  }
}
