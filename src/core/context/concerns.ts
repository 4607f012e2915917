import { kindsOfPaths } from '../findings/pathMarks.ts';
import { sensitiveFiles } from '../findings/sensitiveNames.ts';
import type { CopiedFile } from './copiedFiles.ts';
import type { CopyInstruction } from './copyInstruction.ts';

/** Something that would go into the image along with the rest, and is hardly meant to. */
export interface Concern {
  readonly kind: 'git' | 'modules' | 'secret' | 'large';
  /** In the context: a folder, or a file. */
  readonly path: string;
  readonly files: number;
  readonly bytes: number;
  /** What a secret seems to be. */
  readonly what?: string;
}

/** What is named in the instruction itself is meant, but for secrets. */
export function concernsOf(
  { sources }: CopyInstruction,
  copied: readonly CopiedFile[],
  { largeFileBytes }: { readonly largeFileBytes: number },
): readonly Concern[] {
  const named = sources.map((source) => (source.kind === 'path' ? `${source.path}/${source.pattern ?? ''}` : ''));
  const secretOf = secretNames();
  const concerns = new Map<string, Concern>();
  for (const { source, path, kind, bytes } of copied) {
    const isFolder = kind === 'directory';
    const folder = folderConcern(path, isFolder);
    const isMeant = (text: string): boolean => named[source].split('/').includes(text);
    if (folder !== null) {
      if (isMeant(folder.name)) continue;
      const before = concerns.get(folder.path);
      concerns.set(folder.path, {
        kind: folder.kind,
        path: folder.path,
        files: (before?.files ?? 0) + (isFolder ? 0 : 1),
        bytes: (before?.bytes ?? 0) + bytes,
      });
      continue;
    }
    if (isFolder) continue;
    const what = kind === 'file' ? secretOf(path, bytes) : null;
    if (what !== null) concerns.set(path, { kind: 'secret', path, files: 1, bytes, what });
    else if (bytes >= largeFileBytes && !named[source].startsWith(`${path}/`)) {
      concerns.set(path, { kind: 'large', path, files: 1, bytes });
    }
  }
  return [...concerns.values()].toSorted((one, other) => other.bytes - one.bytes);
}

/** What a file of a build context seems to be that by its name holds a secret; null for all others. The rule on images has the names. */
export function secretNames(): (path: string, bytes: number) => string | null {
  const kindsOf = kindsOfPaths(sensitiveFiles);
  return (path, bytes) =>
    kindsOf(path).find(({ minBytes = 1, maxBytes = Infinity }) => minBytes <= bytes && bytes <= maxBytes)?.kind ?? null;
}

const FOLDERS: ReadonlyMap<string, Concern['kind']> = new Map([
  ['.git', 'git'],
  ['.hg', 'git'],
  ['.svn', 'git'],
  ['node_modules', 'modules'],
  ['bower_components', 'modules'],
  ['.venv', 'modules'],
  ['.tox', 'modules'],
]);

/** The outermost folder of a kind that makes or brings itself. */
function folderConcern(
  path: string,
  isFolder: boolean,
): { readonly kind: Concern['kind']; readonly path: string; readonly name: string } | null {
  const parts = path.split('/');
  const at = parts.findIndex((part, index) => FOLDERS.has(part) && (isFolder || index < parts.length - 1));
  const kind = FOLDERS.get(parts[at] ?? '');
  return kind === undefined ? null : { kind, path: parts.slice(0, at + 1).join('/'), name: parts[at] };
}
