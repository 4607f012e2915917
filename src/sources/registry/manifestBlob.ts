import { digestAlgorithm, isDigest } from '../../core/image/digest.ts';
import { MAX_DOCUMENT } from '../../core/image/jsonDocument.ts';
import type { Digest } from '../../core/image/types.ts';
import { collect, tapped } from '../chunks.ts';
import { digestOf } from '../hash.ts';
import type { Answer } from './question.ts';
import { RegistryError } from './registryError.ts';

/** A manifest or an index as a registry gave it. */
export interface ManifestBlob {
  /** Of these very bytes. */
  readonly digest: Digest;
  readonly bytes: Uint8Array;
}

/** @throws RegistryError when it is too large, or its digest is not what the registry says. */
export async function readManifestBlob(answer: Answer): Promise<ManifestBlob> {
  let size = 0;
  const chunks = tapped(answer.body, ({ length }) => {
    if ((size += length) > MAX_DOCUMENT) throw new RegistryError(`sends a manifest of more than ${MAX_DOCUMENT} bytes`);
  });
  const bytes = await collect(chunks);
  const announced = announcedDigest(answer);
  const digest = digestOf(bytes, announced === null ? 'sha256' : digestAlgorithm(announced));
  if (announced === null || announced === digest) return { digest, bytes };
  throw new RegistryError(`sends a manifest with the digest ${digest}, and says that it is ${announced}`);
}

export function announcedDigest({ headers }: Pick<Answer, 'headers'>): Digest | null {
  const announced = headers['docker-content-digest'];
  return isDigest(announced) ? announced : null;
}
