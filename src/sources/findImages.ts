import { Failure } from '../core/error.ts';
import type { SourceKind } from '../core/image/types.ts';
import { dockerImages, repoTagsOf } from './dockerImages.ts';
import { type Candidate, caughtError } from './imageContent.ts';
import { isAbsent, type Medium } from './imageFile.ts';
import { ociImages } from './ociImages.ts';

export interface FoundImages {
  readonly candidates: readonly Candidate[];
  readonly source: SourceKind;
}

/**
 * The images of a medium: those that its `index.json` names, without one those of `manifest.json`. A `docker save` of
 * today has both; the index knows of manifests and attestations, the other of the names the user knows.
 *
 * @throws Failure when it is no image at all, or what names its images cannot be read.
 */
export async function findImages(medium: Medium, reference: string): Promise<FoundImages> {
  const index = await optional(medium, 'index.json');
  const manifest = await optional(medium, 'manifest.json');
  const candidates = await listImages(medium, index, manifest);
  if (candidates === null) throw notAnImage(medium, reference);
  if (candidates.length === 0) throw empty(reference);
  return { candidates, source: sourceOf(medium, manifest) };
}

function sourceOf({ kind }: Medium, manifest: Uint8Array | null): SourceKind {
  switch (kind) {
    case 'registry':
      return 'registry';
    case 'directory':
      return 'oci-layout';
    case 'archive':
      return manifest === null ? 'oci-archive' : 'docker-archive';
  }
}

async function listImages(
  medium: Medium,
  index: Uint8Array | null,
  manifest: Uint8Array | null,
): Promise<readonly Candidate[] | null> {
  if (index === null) return manifest === null ? null : dockerImages(medium, manifest);
  if (manifest === null) return ociImages(medium, index, new Map());
  const repoTags = await caughtError(Promise.resolve(manifest).then(repoTagsOf));
  const candidates = await ociImages(medium, index, repoTags instanceof Error ? new Map() : repoTags);
  return candidates.some(({ present }) => present) || repoTags instanceof Error
    ? candidates
    : dockerImages(medium, manifest);
}

async function optional(medium: Medium, name: string): Promise<Uint8Array | null> {
  const file = await medium.find(name);
  return isAbsent(file) ? null : file.document(name);
}

const ADVICE =
  'Name an archive written by `docker save`, `podman save` or `buildx --output type=oci`, or a directory with an OCI layout.';

function notAnImage(medium: Medium, reference: string): Failure {
  const why =
    medium.broken === null
      ? 'it has neither an index.json nor a manifest.json'
      : `no index.json or manifest.json was found before its end: ${medium.broken.message}`;
  return new Failure('image', `${reference} is not an image: ${why}`, ADVICE);
}

function empty(reference: string): Failure {
  return new Failure('image', `${reference} is an archive without a single image`, ADVICE);
}
