import type { DiffId, Digest } from './types.ts';

export type DigestAlgorithm = 'sha256' | 'sha512';

/**
 * The two algorithms the specification registers. A digest that passes is safe as part of a file name: lower-case hex
 * of a fixed length and nothing else.
 * https://github.com/opencontainers/image-spec/blob/main/descriptor.md#digests
 */
const DIGEST = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;

export function isDigest(text: unknown): text is Digest {
  return typeof text === 'string' && DIGEST.test(text);
}

export function isDiffId(text: unknown): text is DiffId {
  return typeof text === 'string' && DIGEST.test(text);
}

export function digestAlgorithm(digest: Digest | DiffId): DigestAlgorithm {
  return digest.startsWith('sha256:') ? 'sha256' : 'sha512';
}

export function digestHex(digest: Digest | DiffId): string {
  return digest.slice('sha256:'.length);
}

/** Of a layer that is stored as its plain tar: then the blob and the tar are the same bytes. */
export function digestOfPlainTar(diffId: DiffId): Digest {
  if (!isDigest(diffId)) throw new TypeError('a diffID has the form of a digest');
  return diffId;
}

/** Where an OCI layout keeps the blob. https://github.com/opencontainers/image-spec/blob/main/image-layout.md#blobs */
export function blobName(digest: Digest): string {
  return `blobs/${digestAlgorithm(digest)}/${digestHex(digest)}`;
}

/** Enough of a digest for a sentence. */
export function shortDigest(digest: Digest | DiffId): string {
  return digest.slice(0, 'sha256:'.length + 12);
}
