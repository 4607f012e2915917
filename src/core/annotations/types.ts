/** What an editor shows at a line, in the words of an editor: plain data, and small. Nothing is escaped for any output. */
import type { Image, Platform, SourceKind } from '../image/types.ts';
import type { Covered, LargeFile, WastedBy } from '../layerFacts.ts';
import type { StepLayers } from '../mapping/types.ts';
import type { TreeFacts } from '../treeFacts.ts';

/** What is known of an image without asking for its files. */
export interface ImageFacts extends TreeFacts {
  readonly image: Image;
}

/** Where something happened. */
export interface Place {
  /** Ascending, from 0. */
  readonly layers: readonly number[];
  /** Position in `Dockerfile.steps`; null for a layer that no step made, as is the line. */
  readonly step: number | null;
  readonly line: number | null;
}

/** Of some layers together. Invariant: `shippedBytes = visibleBytes + wastedBytes`. */
export interface Figures {
  readonly added: number;
  readonly overwritten: number;
  readonly hidden: number;
  readonly shippedBytes: number;
  readonly visibleBytes: number;
  readonly wastedBytes: number;
  /** What goes over the wire. */
  readonly blobBytes: number;
}

/** What was overwritten and hidden, by the place it came from. */
export type CoveredAt = Omit<Covered, 'layer'> & { readonly place: Place };

/** What is wasted, by the place that made it so. */
export type WastedAt = Omit<WastedBy, 'layer'> & { readonly place: Place };

/** What some layers did together. */
export interface Effects {
  readonly figures: Figures;
  /** The largest files that they ship, largest first. */
  readonly largest: readonly LargeFile[];
  readonly covers: readonly CoveredAt[];
  readonly wastedBy: readonly WastedAt[];
}

/** The target stage makes the image, with the stages that it is built `FROM`; all others ship nothing themselves. */
export type StagePart = 'target' | 'below' | 'outside';

export interface StepAnnotation extends StepLayers, Effects {
  readonly line: number;
  /** Null for an ARG before the first FROM. */
  readonly part: StagePart | null;
  /** Those of its layers whose figures stand here: not those that it shares with a later step. */
  readonly own: readonly number[];
  /** How many of its own layers are the base image's. */
  readonly baseLayers: number;
  /** The later steps where the figures of its other layers stand. */
  readonly shownAt: readonly Place[];
}

/** A layer that no step made. */
export interface LayerAnnotation extends Effects {
  readonly layer: number;
  /** What the image's history says made it. */
  readonly origin: string;
}

export interface ImageAnnotation {
  readonly reference: string;
  readonly source: SourceKind;
  readonly tags: readonly string[];
  readonly platform: Platform;
  readonly created: string | null;
  readonly layers: number;
  readonly baseLayers: number;
  readonly figures: Figures;
  /** Of the layers that are not the base's. */
  readonly userFigures: Figures;
  /** Visible / shipped; 1 for an image without bytes. */
  readonly efficiency: number;
  /** Steps that changed since the build, and steps whose layers are a guess. */
  readonly staleSteps: number;
  readonly guessedSteps: number;
}

export interface Annotations {
  readonly image: ImageAnnotation;
  /** One for each step of the Dockerfile, in order; see `hasSomethingToShow`. */
  readonly steps: readonly StepAnnotation[];
  readonly unmade: readonly LayerAnnotation[];
}
