import { open, stat } from 'node:fs/promises';
import { pathText } from '../core/merge/pathText.ts';
import { readTarStream } from '../core/tar/readTarStream.ts';
import { fileRange } from './byteRange.ts';
import { partOf } from './chunks.ts';
import { decompress } from './decompress.ts';
import { findImages } from './findImages.ts';
import type { Medium } from './imageFile.ts';
import { openLayoutDirectory } from './layoutDirectory.ts';
import { openTarArchive } from './tarArchive.ts';

export interface Recognized {
  readonly isImage: boolean;
  /** Names of the images in it; none where telling them would mean reading it all. */
  readonly tags: readonly string[];
}

/** What a path is, by a look at its beginning. Never throws: what cannot be read is no image. */
export async function recognizeImage(path: string): Promise<Recognized> {
  try {
    const kind = await stat(path);
    if (kind.isDirectory()) return await tagsIn(openLayoutDirectory(path));
    return kind.isFile() ? await recognizeArchive(path) : NO_IMAGE;
  } catch {
    return NO_IMAGE;
  }
}

const NO_IMAGE: Recognized = { isImage: false, tags: [] };
const BEGINNING = 64 * 1024;

async function recognizeArchive(path: string): Promise<Recognized> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const beginning = (): AsyncIterable<Uint8Array> => fileRange(file, 0, Math.min(size, BEGINNING)).chunks(undefined);
    if (!(await hasImageMember(decompress(beginning())))) return NO_IMAGE;
    if (!(await hasImageMember(beginning()))) return { isImage: true, tags: [] };
  } finally {
    await file.close();
  }
  return tagsIn(await openTarArchive(await open(path), undefined));
}

/** The names that builders and engines give to the first members of an archive. */
const MEMBER =
  /^(?:\.\/)?(?:blobs(?:\/|$)|oci-layout$|index\.json$|manifest\.json$|repositories$|config\.json$|(?:sha256[:-])?[0-9a-f]{64}(?:[./]|$))/;

async function hasImageMember(tar: AsyncIterable<Uint8Array>): Promise<boolean> {
  let found = false;
  const sink = {
    entry({ name }: { readonly name: Uint8Array }) {
      found ||= MEMBER.test(pathText(name));
    },
  };
  // The beginning ends in the middle of something.
  await readTarStream(partOf(tar, 0, BEGINNING), sink).catch(() => undefined);
  return found;
}

async function tagsIn(medium: Medium): Promise<Recognized> {
  try {
    const { candidates } = await findImages(medium, '');
    return { isImage: true, tags: candidates.flatMap(({ tags }) => tags) };
  } finally {
    await medium.close();
  }
}
