/**
 * What an image is, in the words of the OCI image specification.
 * https://github.com/opencontainers/image-spec
 */

declare const digestBrand: unique symbol;
declare const diffIdBrand: unique symbol;

/** `algorithm:hex` of a blob as it is stored and shipped (compressed or not). */
export type Digest = string & { readonly [digestBrand]: true };

/** `algorithm:hex` of a layer's plain tar. Equals the blob's digest only where the blob is not compressed. */
export type DiffId = string & { readonly [diffIdBrand]: true };

/** A pointer to a blob. https://github.com/opencontainers/image-spec/blob/main/descriptor.md */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: Digest;
  /** Bytes of the blob. */
  readonly size: number;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly platform?: Platform;
  readonly artifactType?: string;
}

export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
}

/** One entry of the config's `history`. https://github.com/opencontainers/image-spec/blob/main/config.md */
export interface HistoryEntry {
  readonly created?: string;
  readonly createdBy: string;
  readonly comment: string;
  readonly author?: string;
  readonly emptyLayer: boolean;
}

/** One entry of `rootfs.diff_ids`, with the blob that carries it. */
export interface Layer {
  /** Position from the bottom, from 0. */
  readonly index: number;
  readonly diffId: DiffId;
  /** Of the blob; null where the archive does not tell (an old `docker save`, whose layers are plain: then the diffID). */
  readonly digest: Digest;
  readonly mediaType: string;
  /** Bytes of the blob as shipped. */
  readonly blobSize: number;
  /** The history entry that made it, as an index into `Image.history`; null when history and layers disagree. */
  readonly history: number | null;
}

/** What the builder recorded for running the image and about its making; only what Layerwise reads. */
export interface ImageConfig {
  readonly created?: string;
  readonly author?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly env: readonly string[];
  readonly workingDir: string;
  readonly user: string;
  /** ONBUILD triggers this image hands to its children. */
  readonly onBuild: readonly string[];
}

export type SourceKind = 'docker-archive' | 'oci-archive' | 'oci-layout' | 'engine' | 'registry';

/** One platform's manifest + config + layers. */
export interface Image {
  /** How the user called it: a path, a tag. */
  readonly reference: string;
  readonly source: SourceKind;
  /** Digest of the config: Docker's image id. */
  readonly id: Digest;
  /** Digest of the manifest; null for archives in the old `docker save` layout. */
  readonly manifestDigest: Digest | null;
  readonly tags: readonly string[];
  readonly platform: Platform;
  readonly config: ImageConfig;
  readonly history: readonly HistoryEntry[];
  readonly layers: readonly Layer[];
  /** Annotations of the manifest and of its descriptor in the index, the manifest's winning. */
  readonly annotations: Readonly<Record<string, string>>;
  /** In-toto statements or bare predicates attached to the image, parsed JSON, not yet checked. Empty without attestations. */
  readonly attestations: readonly unknown[];
}
