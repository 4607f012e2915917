import * as v from 'valibot';
import { invalid, parseDocument } from './jsonDocument.ts';
import { type DescriptorWithUrls, descriptor, list, text, textMap } from './schema.ts';
import type { Digest } from './types.ts';

/** https://github.com/opencontainers/image-spec/blob/main/manifest.md, and Docker's schema 2, which has the same shape. */
export interface Manifest {
  readonly kind: 'manifest';
  readonly config: DescriptorWithUrls;
  readonly layers: readonly DescriptorWithUrls[];
  readonly annotations: Readonly<Record<string, string>>;
  readonly artifactType: string;
  /** The manifest that this one says something about. */
  readonly subject: Digest | null;
}

/** https://github.com/opencontainers/image-spec/blob/main/image-index.md, and Docker's manifest list. */
export interface Index {
  readonly kind: 'index';
  readonly manifests: readonly DescriptorWithUrls[];
}

/**
 * Which of the two it is, the document's own fields say; a media type may be absent in both document and descriptor.
 *
 * @throws Failure when it is neither, or both, which the specification forbids because readers would disagree.
 */
export function parseManifest(bytes: Uint8Array, what: string): Manifest | Index {
  const raw = parseDocument(documentSchema, bytes, what);
  if (raw.manifests && raw.layers) throw invalid(what, 'it is a manifest and an index at once');
  if (raw.manifests) return { kind: 'index', manifests: raw.manifests };
  if (raw.schemaVersion === 1) throw invalid(what, 'it has schema version 1, which registries gave up in 2017');
  if (!raw.config) throw invalid(what, 'it has neither "manifests" nor "config" and "layers"');
  return {
    kind: 'manifest',
    config: raw.config,
    layers: raw.layers ?? [],
    annotations: raw.annotations ?? {},
    artifactType: raw.artifactType,
    subject: raw.subject?.digest ?? null,
  };
}

/** @throws Failure when it is not an index. */
export function parseIndex(bytes: Uint8Array, what: string): Index {
  const document = parseManifest(bytes, what);
  if (document.kind !== 'index') throw invalid(what, 'it has no "manifests"');
  return document;
}

const descriptors = v.nullish(list(descriptor));

const documentSchema = v.object({
  schemaVersion: v.nullish(v.number()),
  manifests: descriptors,
  config: v.nullish(descriptor),
  layers: descriptors,
  annotations: textMap,
  artifactType: text,
  subject: v.nullish(descriptor),
});
