import { kindsOfPaths } from '../findings/pathMarks.ts';
import { sensitiveFiles } from '../findings/sensitiveNames.ts';
import { byFolder } from './byFolder.ts';
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

interface Total extends Concern {
  files: number;
  bytes: number;
}

/** What is named in the instruction itself is meant, but for secrets. Of what is in an archive nothing can be left out. */
export function concernsOf(
  { sources }: CopyInstruction,
  copied: readonly CopiedFile[],
  { largeFileBytes }: { readonly largeFileBytes: number },
): readonly Concern[] {
  const named = sources.map((source) => (source.kind === 'path' ? `${source.path}/${source.pattern ?? ''}` : ''));
  const namedParts = named.map((text) => new Set(text.split('/')));
  const secretOf = secretNames();
  const concerns = new Map<string, Total>();
  const around = byFolder(folderConcern);
  for (const { source, path, kind, bytes, origin } of copied) {
    if (origin === 'member') continue;
    const isFolder = kind === 'directory';
    const folder = isFolder ? folderConcern(path) : around(path);
    if (folder !== null) {
      if (namedParts[source].has(folder.name)) continue;
      const total = concerns.get(folder.path) ?? { kind: folder.kind, path: folder.path, files: 0, bytes: 0 };
      if (!isFolder) total.files++;
      total.bytes += bytes;
      concerns.set(folder.path, total);
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

/** The outermost folder of a kind that makes or brings itself, of a folder or around it. */
function folderConcern(
  folder: string,
): { readonly kind: Concern['kind']; readonly path: string; readonly name: string } | null {
  const parts = folder.split('/');
  const at = parts.findIndex((part) => FOLDERS.has(part));
  const kind = FOLDERS.get(parts[at] ?? '');
  return kind === undefined ? null : { kind, path: parts.slice(0, at + 1).join('/'), name: parts[at] };
}
