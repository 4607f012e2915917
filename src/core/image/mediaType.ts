/**
 * The media types of OCI and Docker, as far as they decide something. How a layer is compressed is never taken from
 * here but from its first bytes: builders get it wrong, and old archives do not say.
 * https://github.com/opencontainers/image-spec/blob/main/media-types.md
 */
export const MediaType = {
  ociEmpty: 'application/vnd.oci.empty.v1+json',
  inToto: 'application/vnd.in-toto+json',
  dockerLayer: 'application/vnd.docker.image.rootfs.diff.tar',
} as const;

/**
 * A layer that the image's distributor does not hand on (Windows base layers): its blob may lie elsewhere, at the
 * descriptor's URLs.
 */
export function isForeignLayer(mediaType: string): boolean {
  return (
    mediaType.startsWith('application/vnd.docker.image.rootfs.foreign.') ||
    mediaType.startsWith('application/vnd.oci.image.layer.nondistributable.')
  );
}
