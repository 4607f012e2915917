import { Failure } from '../../src/core/error.ts';
import type { TarEntry, TarSink } from '../../src/core/tar/entry.ts';
import { readTarSeeking } from '../../src/core/tar/readTarSeeking.ts';
import { readTarStream } from '../../src/core/tar/readTarStream.ts';
import { binary, cut, inMemory } from './bytes.ts';

/** What a reader gave, in plain values that `toEqual` can hold against others. */
export interface ReadTar {
  readonly entries: readonly PlainEntry[];
  /** The message of the Failure that ended it; null when it came to the end. */
  readonly failure: string | null;
}

export type PlainEntry = ReturnType<typeof plain>;

export function readSeeking(bytes: Uint8Array): Promise<ReadTar> {
  return collect((sink) => readTarSeeking(inMemory(bytes), sink));
}

export function readStreaming(bytes: Uint8Array, sizes: readonly number[]): Promise<ReadTar> {
  return collect((sink) => readTarStream(cut(bytes, sizes), sink));
}

/** The contents that the streaming reader hands on, one string a file that has any. */
export async function readBodies(bytes: Uint8Array, sizes: readonly number[]): Promise<string[]> {
  const bodies: string[] = [];
  let body = '';
  await readTarStream(cut(bytes, sizes), {
    entry: () => undefined,
    body: (part) => (body += binary(part)),
    bodyEnd: () => {
      bodies.push(body);
      body = '';
    },
  });
  return bodies;
}

async function collect(read: (sink: TarSink) => Promise<void>): Promise<ReadTar> {
  const entries: PlainEntry[] = [];
  try {
    await read({ entry: (entry) => entries.push(plain(entry)) });
    return { entries, failure: null };
  } catch (error) {
    if (error instanceof Failure) return { entries, failure: error.message };
    throw error;
  }
}

function plain(entry: TarEntry) {
  const xattrs = entry.xattrs?.map(({ key, value }): [string, string] => [binary(key), binary(value)]) ?? [];
  return { ...entry, name: binary(entry.name), linkname: binary(entry.linkname), xattrs };
}
