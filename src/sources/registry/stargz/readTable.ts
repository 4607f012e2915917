import type { Digest } from '../../../core/image/types.ts';
import type { TarEntry } from '../../../core/tar/entry.ts';
import { isZeroBlock } from '../../../core/tar/header.ts';
import { readTarStream } from '../../../core/tar/readTarStream.ts';
import { memoryRange } from '../../byteRange.ts';
import { partOf } from '../../chunks.ts';
import { decompress } from '../../decompress.ts';
import { digestOf } from '../../hash.ts';
import { type Chunk, chunkMap } from './chunkMap.ts';
import { FOOTER_BYTES, tocOffset } from './footer.ts';
import { parseToc, type Toc } from './toc.ts';
import type { TableFile } from './tocIndex.ts';

/** Gives these bytes of the blob. */
export type ReadPart = (start: number, end: number) => Promise<Uint8Array>;

/** All that is needed to show an eStargz layer without its contents, and to get those. */
export interface Table {
  readonly toc: Toc;
  readonly chunks: readonly Chunk[];
  /** Null where the tar ends before the table, so that it is no file of the layer. */
  readonly file: TableFile | null;
  readonly json: Uint8Array;
}

/** Larger tables, and larger ends of layers, are not read: reading the whole layer takes bounded memory. */
const MOST_JSON = 64 * 1024 * 1024;
const MOST_PART = 16 * 1024 * 1024;
const BLOCK = 512;

/**
 * Reads the table of contents of an eStargz blob from its end. Null where it has none that can be trusted: only one with the
 * digest that the manifest says.
 */
export async function readTable(size: number, expected: Digest, read: ReadPart): Promise<Table | null> {
  const start = size < FOOTER_BYTES ? null : tocOffset(await read(size - FOOTER_BYTES, size));
  const end = size - FOOTER_BYTES;
  if (start === null || start >= end || end - start > MOST_PART) return null;
  const found = await tableIn(await read(start, end));
  if (found === null || digestOf(found.json, 'sha256') !== expected) return null;
  const toc = parseToc(found.json);
  const chunks = toc === null ? null : chunkMap(toc, start);
  if (toc === null || chunks === null) return null;
  const isEnd = await endsBefore(start, chunks, read);
  if (isEnd === null) return null;
  const hash = Buffer.from(expected.slice('sha256:'.length), 'hex');
  return { toc, chunks, json: found.json, file: isEnd ? null : { entry: found.entry, hash } };
}

interface FoundTable {
  readonly entry: TarEntry;
  readonly json: Uint8Array;
}

/** It is a tar of one file. */
async function tableIn(member: Uint8Array): Promise<FoundTable | null> {
  let entry: TarEntry | null = null;
  const parts: Uint8Array[] = [];
  await readTarStream(partOf(decompress(memoryRange(member).chunks(undefined)), 0, MOST_JSON), {
    entry(found) {
      entry ??= { ...found, name: found.name.slice(), linkname: found.linkname.slice() };
    },
    body: (bytes) => void parts.push(bytes.slice()),
  });
  const found = entry as TarEntry | null;
  const json = Buffer.concat(parts);
  if (found?.size !== json.length) return null;
  return { entry: found, json };
}

/**
 * Whether the layer's tar has ended before the table. Some builders end it, so that the table is behind the tar; others make
 * the table a file of the layer. It shows at the end of the last gzip member before it. Null where that is too large to look.
 */
async function endsBefore(table: number, chunks: readonly Chunk[], read: ReadPart): Promise<boolean | null> {
  const start = chunks.reduce((last, chunk) => Math.max(last, chunk.start), 0);
  if (table - start > MOST_PART) return null;
  if (table === start) return false;
  let tail: Uint8Array = new Uint8Array(0);
  for await (const chunk of decompress(memoryRange(await read(start, table)).chunks(undefined))) {
    tail = Buffer.concat([tail, chunk]).subarray(-2 * BLOCK);
  }
  if (tail.length < 2 * BLOCK || !isZeroBlock(tail, BLOCK)) return false;
  return isZeroBlock(tail, 0) ? true : null;
}
