import { Failure } from '../core/error.ts';
import { shortDigest } from '../core/image/digest.ts';
import type { DiffId, Digest } from '../core/image/types.ts';
import type { LayerReading } from '../core/openImage.ts';
import type { ExpectedLayer } from './imageFile.ts';
import { RegistryFailure } from './registry/registryFailures.ts';

const ADVICE =
  'Save or pull the image again: the copy at hand is broken or was cut off. The other layers are not affected.';

/** Names the layer whose reading ended with `error`. An error of ours, not of the image's or the disk's, is thrown. */
export function layerFailure(expected: ExpectedLayer, error: Error): Failure {
  if (error instanceof RegistryFailure) return unread(expected, error);
  if (error instanceof Failure) return failure(expected, error.message, error);
  if ('syscall' in error) return failure(expected, `it cannot be read (${error.message})`, error);
  throw error;
}

export function absentLayer(expected: ExpectedLayer, why: string): Failure {
  return failure(expected, why);
}

/** What was read, as far as it is known. */
export interface Found {
  readonly size: number;
  readonly blobDigest: Digest | null;
  readonly tarDigest: Digest | null;
}

/** What is wrong with a layer that was read from its first byte to its last, and if nothing is, what proves it. */
export function judge(
  expected: ExpectedLayer,
  found: Found,
  error: Error | null,
): Pick<LayerReading, 'failure' | 'checkedBy'> {
  const failure =
    error === null ? mismatch(expected, found) : (wrongSize(expected, found.size) ?? layerFailure(expected, error));
  return { failure, checkedBy: failure === null ? checkedBy(expected, found) : null };
}

function checkedBy({ diffId, digest }: ExpectedLayer, { blobDigest, tarDigest }: Found): Digest | DiffId | null {
  if (sameText(tarDigest, diffId)) return diffId;
  return blobDigest === digest ? digest : null;
}

/** Digests of a blob and of a tar are told apart by their types, not by their text. */
function sameText(a: string | null, b: string): boolean {
  return a === b;
}

/** Null when size and digests are what the manifest and the config say, as far as both sides know them. */
function mismatch(expected: ExpectedLayer, found: Found): Failure | null {
  const { blobDigest, tarDigest } = found;
  return (
    wrongSize(expected, found.size) ??
    (differs(expected.digest, blobDigest)
      ? failure(expected, `its digest is ${blobDigest}, not ${expected.digest}`)
      : null) ??
    (differs(expected.diffId, tarDigest)
      ? failure(expected, `its diffID is ${tarDigest}, not ${expected.diffId}`)
      : null)
  );
}

export function wrongSize(expected: ExpectedLayer, size: number): Failure | null {
  if (expected.size === null || expected.size === size) return null;
  return failure(expected, `it has ${size} bytes, but the manifest says ${expected.size}`);
}

/** Only what was computed with the same algorithm can be compared. */
function differs(wanted: string | null, found: string | null): boolean {
  if (wanted === null || found === null) return false;
  return wanted.length === found.length && wanted !== found;
}

/** What is there may be whole: it did not come. */
function unread(expected: ExpectedLayer, error: RegistryFailure): Failure {
  return new Failure('image', `Cannot read layer ${numbered(expected)}: ${error.message}`, error.advice, {
    cause: error,
  });
}

function failure(expected: ExpectedLayer, why: string, cause?: Error): Failure {
  return new Failure('image', `Layer ${numbered(expected)} is not whole: ${why}`, ADVICE, { cause });
}

function numbered({ index, digest, diffId }: ExpectedLayer): string {
  return `${index} (${shortDigest(digest ?? diffId)})`;
}
