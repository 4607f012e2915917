import { attestedManifest, isAttestation, statements } from '../core/image/attestation.ts';
import { parseConfig } from '../core/image/configDocument.ts';
import { blobName } from '../core/image/digest.ts';
import { invalid } from '../core/image/jsonDocument.ts';
import { type Manifest, parseIndex, parseManifest } from '../core/image/manifest.ts';
import { MediaType } from '../core/image/mediaType.ts';
import type { Descriptor, Digest, Platform } from '../core/image/types.ts';
import { type Candidate, caughtError, type ImageContent, readBlob } from './imageContent.ts';
import { isAbsent, type Medium } from './imageFile.ts';

/** An index of an index of an index: real ones have two. */
const MAX_DEPTH = 8;
const MAX_MANIFESTS = 1000;

/** Tags by config, from `docker save`'s `manifest.json`. They are what the user calls the image. */
export type RepoTags = ReadonlyMap<Digest, readonly string[]>;

/**
 * The images that an OCI layout's `index.json` names, directly or through further indexes. One that cannot be read is
 * among them, with the reason: it must not stand in the way of the others.
 *
 * @throws Failure when `index.json` itself cannot be read.
 */
export async function ociImages(medium: Medium, index: Uint8Array, repoTags: RepoTags): Promise<readonly Candidate[]> {
  const found = new Map<Digest, Candidate | null>();
  let manifests = 0;

  async function visit(descriptors: readonly Descriptor[], inherited: readonly string[], depth: number): Promise<void> {
    const attestations = descriptors.filter(isAttestation);
    for (const descriptor of descriptors) {
      if (isAttestation(descriptor)) continue;
      const tags = unique([...inherited, ...tagsOf(descriptor)]);
      const known = found.get(descriptor.digest);
      if (known !== undefined) {
        found.set(descriptor.digest, known && { ...known, tags: unique([...known.tags, ...tags]) });
        continue;
      }
      if (++manifests > MAX_MANIFESTS || depth > MAX_DEPTH) throw invalid('the index', 'it names too many manifests');
      const named = { descriptor, tags, attestations: attestations.filter((other) => isAbout(other, descriptor)) };
      const manifest = await readManifest(medium, descriptor);
      if (!(manifest instanceof Error) && manifest.kind === 'index') await visit(manifest.manifests, tags, depth + 1);
      else found.set(descriptor.digest, await toCandidate(medium, named, manifest, repoTags));
    }
  }

  await visit(parseIndex(index, 'index.json').manifests, [], 0);
  return [...found.values()].filter((candidate) => candidate !== null);
}

/** A manifest that an index names, with what the indexes say of it. */
interface Named {
  readonly descriptor: Descriptor;
  readonly tags: readonly string[];
  readonly attestations: readonly Descriptor[];
}

/** Null for what is no image. */
async function toCandidate(
  medium: Medium,
  named: Named,
  manifest: Manifest | Error,
  repoTags: RepoTags,
): Promise<Candidate | null> {
  const { descriptor, tags } = named;
  if (manifest instanceof Error) return unreadable(named, manifest, await isStored(medium, descriptor));
  if (isArtifact(manifest)) return null;
  const content = await caughtError(readContent(medium, named, manifest));
  if (content instanceof Error) return unreadable(named, content, await isStored(medium, manifest.config));
  return {
    tags: repoTags.get(content.id) ?? tags,
    platform: descriptor.platform ?? content.config.platform,
    digests: [content.id, descriptor.digest],
    present: true,
    content,
  };
}

function unreadable({ descriptor, tags }: Named, error: Error, present: boolean): Candidate {
  return { tags, platform: descriptor.platform ?? UNKNOWN, digests: [descriptor.digest], present, content: error };
}

const UNKNOWN: Platform = { os: 'unknown', architecture: 'unknown' };

async function readContent(
  medium: Medium,
  { descriptor, attestations }: Named,
  manifest: Manifest,
): Promise<ImageContent> {
  const { config, layers } = manifest;
  const what = `the config ${config.digest}`;
  return {
    id: config.digest,
    config: parseConfig(await readBlob(medium, config, what), what),
    manifestDigest: descriptor.digest,
    annotations: { ...descriptor.annotations, ...manifest.annotations },
    layers: layers.map((layer) => ({ ...layer, name: blobName(layer.digest) })),
    attestations,
  };
}

async function readManifest(medium: Medium, descriptor: Descriptor) {
  const what = `the manifest ${descriptor.digest}`;
  return caughtError(readBlob(medium, descriptor, what).then((bytes) => parseManifest(bytes, what)));
}

/** Helm charts, signatures and the like live in the same indexes. */
function isArtifact(manifest: Manifest): boolean {
  const { artifactType, config, layers } = manifest;
  const onlyStatements = layers.length > 0 && statements(manifest).length === layers.length;
  return artifactType !== '' || config.mediaType === MediaType.ociEmpty || onlyStatements;
}

/** Whose it is, its own manifest will tell where the index does not. */
function isAbout(attestation: Descriptor, image: Descriptor): boolean {
  const digest = attestedManifest(attestation);
  return digest === null || digest === image.digest;
}

/** containerd writes the whole name in an annotation of its own; the standard one may hold a name or a tag alone. */
function tagsOf({ annotations }: Descriptor): readonly string[] {
  const name = annotations?.['io.containerd.image.name'] ?? annotations?.['org.opencontainers.image.ref.name'];
  return name === undefined ? [] : [name];
}

async function isStored(medium: Medium, { digest }: Descriptor): Promise<boolean> {
  return !isAbsent(await medium.find(blobName(digest)));
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
