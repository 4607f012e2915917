import { byFolder } from './byFolder.ts';
import { rootedPath } from './cleanPath.ts';
import type { ContextEntry, ContextListing } from './contextListing.ts';

/** A listing by its paths. */
export interface ContextTree {
  /** The root, too, by the empty path. */
  find(path: string): ContextEntry | null;
  /** In order. */
  childrenOf(path: string): readonly ContextEntry[];
  /** Where a path is once all links in it are followed, none of which leads out of the context; null where nothing is. */
  resolve(path: string): string | null;
}

const ROOT: ContextEntry = { path: '', kind: 'directory', bytes: 0 };

export function contextTree({ entries }: Pick<ContextListing, 'entries'>): ContextTree {
  const children = new Map<string, ContextEntry[]>();
  const around = byFolder((folder) => {
    const own = children.get(folder) ?? [];
    children.set(folder, own);
    return own;
  });
  for (const entry of entries) around(entry.path).push(entry);
  // Of few folders anything is looked for.
  const byPath = new Map<string, ReadonlyMap<string, ContextEntry>>();
  const within = (folder: string): ReadonlyMap<string, ContextEntry> => {
    const known = byPath.get(folder) ?? new Map(children.get(folder)?.map((entry) => [entry.path, entry]));
    byPath.set(folder, known);
    return known;
  };
  const find = (path: string): ContextEntry | null => (path === '' ? ROOT : (within(folderOf(path)).get(path) ?? null));
  return {
    find,
    childrenOf: (path) => children.get(path) ?? [],
    resolve: (path) => resolve(path, find),
  };
}

export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** As Linux has it. */
const MOST_LINKS = 40;

function resolve(path: string, find: ContextTree['find']): string | null {
  let rest = path === '' ? [] : path.split('/');
  let at = '';
  for (let links = 0; rest.length > 0; ) {
    const [name, ...more] = rest;
    const next = at === '' ? name : `${at}/${name}`;
    const entry = find(next);
    if (entry === null) return null;
    if (entry.kind !== 'link') {
      at = next;
      rest = more;
      continue;
    }
    if (++links > MOST_LINKS) return null;
    const target = entry.target ?? '';
    const whole = rootedPath(target.startsWith('/') ? target : `${at}/${target}`);
    rest = [...(whole === '' ? [] : whole.split('/')), ...more];
    at = '';
  }
  return at;
}
