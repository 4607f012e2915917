import type { ContextEntry } from './contextListing.ts';

/** A file of the context that ADD would unpack: what is in it, or why nobody looked. */
export type Archive =
  | { readonly entries: readonly ArchiveEntry[] }
  /** For people, behind “not looked into:”. */
  | { readonly unread: string };

/** The path is from where it is unpacked to. */
export type ArchiveEntry = Pick<ContextEntry, 'path' | 'kind' | 'bytes'>;

export type ArchiveAt = (path: string) => Archive | null;

export const noArchives: ArchiveAt = () => null;
