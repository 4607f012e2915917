import type { TarEntry } from '../tar/entry.ts';
import { EntryKind } from './layerIndex.ts';

const KNOWN_TYPES: readonly number[] = Array.from('01234567SD', (type) => type.charCodeAt(0));

/** False for a type flag that POSIX leaves to vendors and that nothing here knows. */
export function isKnownType(entry: TarEntry): boolean {
  return KNOWN_TYPES.includes(entry.type);
}

/** Unknown types are regular files by the rule of POSIX; null for GNU's volume labels and the like, which are no files. */
export function kindOf(entry: TarEntry): EntryKind | null {
  switch (String.fromCharCode(entry.type)) {
    case '1':
      return EntryKind.hardlink;
    case '2':
      return EntryKind.symlink;
    case '3':
      return EntryKind.character;
    case '4':
      return EntryKind.block;
    case '5':
    case 'D':
      return EntryKind.directory;
    case '6':
      return EntryKind.fifo;
    case 'V':
    case 'M':
      return null;
    default:
      return entry.sparse ? EntryKind.sparse : EntryKind.file;
  }
}

/** What a link points to, or which device it is; null for what has no target. */
export function targetOf(entry: TarEntry, kind: EntryKind): Uint8Array | null {
  if (kind === EntryKind.symlink || kind === EntryKind.hardlink) return entry.linkname;
  if (kind !== EntryKind.character && kind !== EntryKind.block) return null;
  return new TextEncoder().encode(`${entry.devmajor}:${entry.devminor}`);
}
