import type { ConfigDocument } from '../core/image/configDocument.ts';
import { blobName, digestAlgorithm } from '../core/image/digest.ts';
import { invalid } from '../core/image/jsonDocument.ts';
import type { Choice } from '../core/image/pickImage.ts';
import type { Descriptor, Digest } from '../core/image/types.ts';
import { digestOf } from './hash.ts';
import { isAbsent, type Medium } from './imageFile.ts';

/** An image of a medium, as one may choose it. */
export interface Candidate extends Choice {
  /** What it is made of, or why that cannot be told. */
  readonly content: ImageContent | Error;
}

/** What manifest and config say, before any layer is looked at. */
export interface ImageContent {
  readonly id: Digest;
  readonly config: ConfigDocument;
  readonly manifestDigest: Digest | null;
  readonly annotations: Readonly<Record<string, string>>;
  readonly layers: readonly LayerBlob[];
  /** Manifests of what is attested of it. */
  readonly attestations: readonly Descriptor[];
}

export interface LayerBlob {
  /** Of the file in the medium. */
  readonly name: string;
  /** Null where nothing tells. */
  readonly digest: Digest | null;
  readonly size: number | null;
  readonly mediaType: string;
  readonly urls: readonly string[];
}

/**
 * Reads a document and checks it against its descriptor.
 *
 * @throws Failure when it is absent, too large, or not what its digest says.
 */
export async function readBlob(medium: Medium, { digest, size }: Descriptor, what: string): Promise<Uint8Array> {
  const bytes = await readDocument(medium, blobName(digest), what);
  if (bytes.length !== size) throw invalid(what, `it has ${bytes.length} bytes, but its descriptor says ${size}`);
  const found = digestOf(bytes, digestAlgorithm(digest));
  if (found !== digest) throw invalid(what, `its digest is ${found}`);
  return bytes;
}

/** @throws Failure when it is absent or too large. */
export async function readDocument(medium: Medium, name: string, what: string): Promise<Uint8Array> {
  const file = await medium.find(name);
  if (isAbsent(file)) throw invalid(what, file.absent);
  return file.document(what);
}

/** The error as a value, so that one broken image does not end the listing of the others. */
export async function caughtError<T>(reading: Promise<T>): Promise<T | Error> {
  try {
    return await reading;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
