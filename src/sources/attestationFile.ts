import { open } from 'node:fs/promises';
import { Failure } from '../core/error.ts';
import { MAX_DOCUMENT, parseJson } from '../core/image/jsonDocument.ts';
import { readTarStream } from '../core/tar/readTarStream.ts';
import { fileRange } from './byteRange.ts';
import { decompress } from './decompress.ts';

/** A record holds a handful of documents. */
const MAX_DOCUMENTS = 1000;
const BRACE = 0x7b;
const BRACKET = 0x5b;

/**
 * The JSON of a file that says how an image was built: the document itself, or of a `.dockerbuild` record, which is a
 * compressed OCI layout, every document in it.
 *
 * @throws Failure of kind `usage` when there is none.
 */
export async function readAttestationFile(path: string): Promise<unknown> {
  const file = await open(path).catch((error: unknown) => {
    throw unreadable(path, error instanceof Error ? error.message : String(error));
  });
  try {
    const { size } = await file.stat();
    const range = fileRange(file, 0, size);
    if (isJson(range.read.bind(range))) return await jsonFile(path, range.chunks(undefined), size);
    return await documentsOf(path, decompress(range.chunks(undefined)));
  } finally {
    await file.close();
  }
}

function isJson(read: (target: Uint8Array, position: number) => number): boolean {
  const head = new Uint8Array(64);
  const got = read(head, 0);
  const first = head.subarray(0, got).find((byte) => byte > 0x20);
  return first === BRACE || first === BRACKET;
}

async function jsonFile(path: string, chunks: AsyncIterable<Uint8Array>, size: number): Promise<unknown> {
  if (size > MAX_DOCUMENT) throw unreadable(path, `it has more than ${MAX_DOCUMENT} bytes`);
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return parsed(Buffer.concat(parts)) ?? Promise.reject(unreadable(path, 'it is not JSON'));
}

async function documentsOf(path: string, chunks: AsyncIterable<Uint8Array>): Promise<unknown[]> {
  const documents: unknown[] = [];
  let parts: Uint8Array[] | null = null;
  const reading = readTarStream(chunks, {
    entry({ bodySize }) {
      parts = bodySize <= MAX_DOCUMENT && documents.length < MAX_DOCUMENTS ? [] : null;
    },
    body: (bytes) => parts?.push(bytes.slice()),
    bodyEnd() {
      const document = parts === null ? undefined : parsed(Buffer.concat(parts));
      if (document !== undefined) documents.push(document);
    },
  });
  await reading.catch((error: unknown) => {
    throw unreadable(path, error instanceof Failure ? error.message : 'it is neither JSON nor a record of a build');
  });
  return documents;
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return parseJson(bytes, 'a document');
  } catch {
    return undefined;
  }
}

function unreadable(path: string, why: string): Failure {
  return new Failure(
    'usage',
    `Cannot read the provenance ${path}: ${why}`,
    'Give a JSON file of a builder, or a .dockerbuild record.',
  );
}
