/**
 * Which image belongs to a Dockerfile, and why. Paths are absolute and of the platform of the machine whose files they name.
 */
import type { PathOrReference } from '../../core/words/pathOrReference.ts';

export type ReasonKind = 'chosen' | 'setting' | 'beside' | 'compose' | 'bake' | 'engine';

export interface Reason {
  readonly kind: ReasonKind;
  /** For people, after “because it is”: `named in layerwise.images for Dockerfile`, `built by service web of compose.yaml`. */
  readonly text: string;
}

/** How an image is picked out of a file that holds several, and how its Dockerfile was built. */
export interface ImageDetails {
  readonly tag?: string;
  /** `os/architecture[/variant]`. */
  readonly platform?: string;
  /** The stage that was built. */
  readonly target?: string;
  readonly buildArgs?: Readonly<Record<string, string>>;
}

/** An archive, a directory with an OCI layout, or what a reference leads to. */
export type ImageCandidate = ImageDetails & PathOrReference & { readonly reason: Reason };

/** An image that something names and that no file here holds. */
export interface WantedImage extends ImageDetails {
  /** Where it will be once it is built. */
  readonly path?: string;
  readonly reason: Reason;
}

/** A file that could not be read or understood, or only in part. The rest counts all the same. */
export interface Problem {
  readonly file: string;
  readonly message: string;
}

export type ImageChoice =
  | { readonly candidate: ImageCandidate; readonly others: readonly ImageCandidate[] }
  /** What was looked for, and what to do. */
  | { readonly none: string };
