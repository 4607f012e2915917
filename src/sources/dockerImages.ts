import { parseConfig } from '../core/image/configDocument.ts';
import { isDigest } from '../core/image/digest.ts';
import { type DockerManifestEntry, parseDockerManifest } from '../core/image/dockerManifest.ts';
import { invalid } from '../core/image/jsonDocument.ts';
import { MediaType } from '../core/image/mediaType.ts';
import type { Digest } from '../core/image/types.ts';
import { digestOf } from './hash.ts';
import { type Candidate, caughtError, type ImageContent, type LayerBlob, readDocument } from './imageContent.ts';
import type { Medium } from './imageFile.ts';
import type { RepoTags } from './ociImages.ts';

/**
 * The images of a `docker save` archive in the old layout, which has no manifests and no digests of blobs.
 *
 * @throws Failure when `manifest.json` cannot be read.
 */
export async function dockerImages(medium: Medium, manifest: Uint8Array): Promise<readonly Candidate[]> {
  const entries = parseDockerManifest(manifest, 'manifest.json');
  return Promise.all(entries.map((entry) => toCandidate(medium, entry)));
}

/** What a `manifest.json` beside an `index.json` adds to it. */
export function repoTagsOf(manifest: Uint8Array): RepoTags {
  const tags = new Map<Digest, readonly string[]>();
  for (const { config, repoTags } of parseDockerManifest(manifest, 'manifest.json')) {
    const id = digestInName(config);
    if (id !== null && repoTags.length > 0) tags.set(id, [...(tags.get(id) ?? []), ...repoTags]);
  }
  return tags;
}

async function toCandidate(medium: Medium, entry: DockerManifestEntry): Promise<Candidate> {
  const content = await caughtError(readContent(medium, entry));
  const known = content instanceof Error ? null : content;
  return {
    tags: entry.repoTags,
    platform: known?.config.platform ?? { os: 'unknown', architecture: 'unknown' },
    digests: known === null ? [] : [known.id],
    present: true,
    content,
  };
}

async function readContent(medium: Medium, entry: DockerManifestEntry): Promise<ImageContent> {
  const what = `the config ${JSON.stringify(entry.config.slice(0, 100))}`;
  const bytes = await readDocument(medium, entry.config, what);
  const id = digestOf(bytes, 'sha256');
  const named = digestInName(entry.config);
  if (named !== null && named !== id) throw invalid(what, `its digest is ${id}`);
  const config = parseConfig(bytes, what);
  return { id, config, manifestDigest: null, annotations: {}, layers: entry.layers.map(toLayerBlob), attestations: [] };
}

function toLayerBlob(name: string): LayerBlob {
  return { name, digest: null, size: null, mediaType: MediaType.dockerLayer, urls: [] };
}

/** Docker names a config after its digest: `<hex>.json`, `blobs/sha256/<hex>`. Other tools name it as they like. */
function digestInName(name: string): Digest | null {
  const digest = `sha256:${/(?:^|\/)([0-9a-f]{64})(?:\.json)?$/.exec(name)?.[1] ?? ''}`;
  return isDigest(digest) ? digest : null;
}
