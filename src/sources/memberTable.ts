import { Failure } from '../core/error.ts';
import type { TarEntry } from '../core/tar/entry.ts';
import type { Absent } from './imageFile.ts';

/** An archive of images has a few members a layer. */
const MAX_MEMBERS = 100_000;
/** Real archives have one link between a name and its file. */
const MAX_LINKS = 16;

/**
 * The members of an archive by name. Links between members are followed here, by name only: `docker save` writes a
 * layer once and links to it where another image has the same. A name never leaves the table, so it can be anything.
 */
export interface MemberTable<T> {
  /** The last of several members with one name counts, as when unpacking. Whatever is neither file nor link is left out. */
  add(entry: TarEntry, file: () => T): void;
  find(name: string): { readonly file: T } | Absent;
}

export function memberTable<T>(): MemberTable<T> {
  const members = new Map<string, Member<T>>();
  return {
    add(entry, file) {
      const member = toMember(entry, file);
      const name = normalize(decode(entry.name));
      if (member === null || name === null) return;
      if (members.size >= MAX_MEMBERS) throw tooMany();
      members.set(name, member);
    },
    find(name) {
      let at = normalize(name);
      for (let links = 0; links <= MAX_LINKS; links++) {
        const member = at === null ? undefined : members.get(at);
        if (member === undefined)
          return { absent: links === 0 ? 'the archive has no such file' : 'the link in its place leads nowhere' };
        if ('file' in member) return member;
        at = member.linksTo;
      }
      return { absent: 'the links in its place lead in a circle' };
    },
  };
}

type Member<T> = { readonly file: T } | { readonly linksTo: string | null };

const Type = { file: 0x30, hardlink: 0x31, symlink: 0x32, contiguous: 0x37 } as const;

function toMember<T>(entry: TarEntry, file: () => T): Member<T> | null {
  switch (entry.type) {
    case Type.file:
    case Type.contiguous:
      return entry.sparse ? null : { file: file() };
    case Type.hardlink:
      return { linksTo: normalize(decode(entry.linkname)) };
    case Type.symlink:
      return { linksTo: besides(decode(entry.name), decode(entry.linkname)) };
    default:
      return null;
  }
}

/** Where a symlink leads: from the directory it stands in. */
function besides(name: string, target: string): string | null {
  return normalize(target.startsWith('/') ? target : `${name.slice(0, name.lastIndexOf('/') + 1)}${target}`);
}

/** Without `.`, `..` and doubled slashes; null for what is above the archive's root. */
function normalize(name: string): string | null {
  const parts: string[] = [];
  for (const part of name.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join('/');
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

function tooMany(): Failure {
  return new Failure(
    'image',
    `the archive has more than ${MAX_MEMBERS} members`,
    'Is it an image? Write one with `docker save`, or name another file.',
  );
}
