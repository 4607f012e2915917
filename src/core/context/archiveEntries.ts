import type { TarEntry } from '../tar/entry.ts';
import type { ArchiveEntry } from './archive.ts';
import { rootedPath } from './cleanPath.ts';
import { folderOf } from './contextTree.ts';

/**
 * What is there once a tar is unpacked into an empty folder, as the builder does it: names lead no higher than that folder,
 * folders on the way are made, and of several entries of one name the last counts.
 * https://github.com/moby/moby/blob/v26.1.5/pkg/archive/archive.go (`Unpack`)
 */
export interface ArchiveEntries {
  /** @returns how many paths there are more than before; null for a name that no file system takes */
  add(entry: TarEntry): number | null;
  finish(): readonly ArchiveEntry[];
}

/** As Linux has it; there are no more folders on the way than fit into it. */
const LONGEST_PATH = 4096;

export function archiveEntries(): ArchiveEntries {
  const byPath = new Map<string, ArchiveEntry>();
  const decoder = new TextDecoder();

  function makeFolders(path: string): void {
    for (let at = folderOf(path); at !== '' && !byPath.has(at); at = folderOf(at)) {
      byPath.set(at, { path: at, kind: 'directory', bytes: 0 });
    }
  }

  return {
    add(entry) {
      if (entry.name.length > LONGEST_PATH) return null;
      const kind = KINDS.get(String.fromCharCode(entry.type));
      const path = rootedPath(decoder.decode(entry.name));
      if (kind === undefined || path === '') return 0;
      const before = byPath.size;
      makeFolders(path);
      // Another name of a file that is there has no bytes of its own.
      const bytes = kind === 'file' && entry.type !== HARD_LINK ? entry.size : 0;
      byPath.set(path, { path, kind, bytes });
      return byPath.size - before;
    },
    finish() {
      // What was in a folder whose place something else has taken is gone.
      const isGone = new Map<string, boolean>([['', false]]);
      const areGone = (folder: string): boolean => {
        const known = isGone.get(folder);
        if (known !== undefined) return known;
        const kind = byPath.get(folder)?.kind;
        const found = kind === 'file' || kind === 'other' || areGone(folderOf(folder));
        isGone.set(folder, found);
        return found;
      };
      return [...byPath.values()].filter(({ path }) => !areGone(folderOf(path)));
    },
  };
}

const HARD_LINK = 0x31;

/** https://pkg.go.dev/archive/tar#pkg-constants; all others describe no file. */
const KINDS: ReadonlyMap<string, ArchiveEntry['kind']> = new Map([
  ['0', 'file'],
  ['1', 'file'],
  ['2', 'link'],
  ['3', 'other'],
  ['4', 'other'],
  ['5', 'directory'],
  ['6', 'other'],
  ['7', 'file'],
  ['S', 'file'],
]);
