import type { ArchiveAt } from '../../../src/core/context/archive.ts';
import type { ContextEntry } from '../../../src/core/context/contextListing.ts';
import { contextTree } from '../../../src/core/context/contextTree.ts';
import { copiedByAll } from '../../../src/core/context/copiedFiles.ts';
import { copyInstructions } from '../../../src/core/context/copyInstruction.ts';
import { destinationOf } from '../../../src/core/context/destinationOf.ts';
import { parseDockerfile } from '../../../src/core/dockerfile/parseDockerfile.ts';

/** A listing of these files, with their folders; `→` makes a link, a slash at the end a folder. */
export function listed(paths: readonly string[], bytes = 1): readonly ContextEntry[] {
  const entries = new Map<string, ContextEntry>();
  for (const written of paths.toSorted()) {
    const [given, target] = written.split(' → ');
    const path = given.replace(/\/$/, '');
    const parts = path.split('/');
    for (let depth = 1; depth < parts.length; depth++) {
      const folder = parts.slice(0, depth).join('/');
      if (!entries.has(folder)) entries.set(folder, { path: folder, kind: 'directory', bytes: 0 });
    }
    if (target !== undefined) entries.set(path, { path, kind: 'link', bytes: 0, target });
    else if (given.endsWith('/')) entries.set(path, { path, kind: 'directory', bytes: 0 });
    else entries.set(path, { path, kind: 'file', bytes });
  }
  return [...entries.values()];
}

/** Where everything that is no folder comes to lie, by the lines of a Dockerfile behind its FROM. */
export function destinations(lines: string, paths: readonly string[], archiveAt?: ArchiveAt): readonly string[] {
  const copies = copyInstructions(parseDockerfile(`FROM scratch\n${lines}\n`));
  const found = copiedByAll(copies, contextTree({ entries: listed(paths) }), archiveAt);
  const all = found.flatMap(({ copied }, index) =>
    copied.flatMap(({ kind, within }) =>
      kind === 'directory' ? [] : [destinationOf(copies[index], within) ?? `?/${within}`],
    ),
  );
  return [...new Set(all)].toSorted();
}
