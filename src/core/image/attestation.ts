import { isDigest } from './digest.ts';
import type { Manifest } from './manifest.ts';
import { MediaType } from './mediaType.ts';
import type { DescriptorWithUrls } from './schema.ts';
import type { Descriptor, Digest } from './types.ts';

/**
 * BuildKit lists what it attests of an image as one more "image" of the index, for the platform `unknown/unknown`.
 * https://github.com/moby/buildkit/blob/master/docs/attestations/attestation-storage.md
 */
export function isAttestation({ annotations, artifactType }: Descriptor): boolean {
  return (
    annotations?.['vnd.docker.reference.type'] === 'attestation-manifest' ||
    artifactType === 'application/vnd.docker.attestation.manifest.v1+json'
  );
}

/** The manifest of the image it is about; null when only its own `subject` can tell. */
export function attestedManifest({ annotations }: Descriptor): Digest | null {
  const digest = annotations?.['vnd.docker.reference.digest'];
  return isDigest(digest) ? digest : null;
}

/** The statements, one a layer. */
export function statements({ layers }: Manifest): readonly DescriptorWithUrls[] {
  return layers.filter(({ mediaType }) => mediaType === MediaType.inToto);
}
