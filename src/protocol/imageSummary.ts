import * as v from 'valibot';
import type { Image } from '../core/image/types.ts';
import { BuildRecord } from './buildRecord.ts';
import { ChangeKind, Count, HidingKind, ImageKey, LayerNumber, listOf, Node } from './primitives.ts';

/** An image as core knows it. It was checked where it came in from outside; here it comes from our own thread. */
const ImageData = v.custom<Image>(isImage, 'not an image');

function isImage(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { id, layers, history, config } = value as Partial<Record<string, unknown>>;
  return typeof id === 'string' && Array.isArray(layers) && Array.isArray(history) && typeof config === 'object';
}

const ChangeCounts = v.object({ added: Count, modified: Count, metadata: Count, identical: Count, removed: Count });

export const LayerFacts = v.object({
  entries: Count,
  shippedBytes: Count,
  visibleBytes: Count,
  wastedBytes: Count,
  /** What this layer makes useless, of its own and of lower layers. */
  hidesBytes: Count,
  changes: ChangeCounts,
  largest: listOf(v.object({ node: Node, path: v.string(), bytes: Count, change: ChangeKind })),
  covers: listOf(
    v.object({
      layer: LayerNumber,
      overwritten: Count,
      hidden: Count,
      paths: listOf(v.object({ path: v.string(), bytes: Count, change: ChangeKind })),
    }),
  ),
  wastedBy: listOf(
    v.object({
      layer: LayerNumber,
      files: Count,
      bytes: Count,
      ways: listOf(v.object({ how: HidingKind, files: Count, bytes: Count })),
      paths: listOf(v.object({ path: v.string(), bytes: Count, how: HidingKind })),
    }),
  ),
});

const SeenPaths = listOf(v.object({ path: v.string(), bytes: Count }));

/** What a rule saw in a layer. */
export const Sighting = v.object({
  rule: v.string(),
  /** A word of the rule's own: `apt`; empty where it knows only one kind. */
  kind: v.string(),
  layer: LayerNumber,
  /** The layer that removed or covered the files, where that is the matter. */
  hiddenBy: v.nullable(LayerNumber),
  files: Count,
  bytes: Count,
  /** Some of the files, largest first. */
  paths: SeenPaths,
  /** Where the files are, those places with most bytes first. */
  places: SeenPaths,
});

export const Problem = v.object({ layer: v.nullable(LayerNumber), code: v.string(), message: v.string() });

/** All that is known of an image without asking for its files. */
export const ImageSummary = v.object({
  key: ImageKey,
  image: ImageData,
  /** One for each layer, from the bottom. */
  layers: listOf(LayerFacts),
  sightings: listOf(Sighting),
  warnings: listOf(Problem),
  /** Layers that could not be read whole. */
  failures: listOf(v.object({ layer: LayerNumber, message: v.string(), advice: v.string() })),
  /** What is remembered of its build, where we ran that. */
  build: v.optional(BuildRecord),
});
export type ImageSummary = v.InferOutput<typeof ImageSummary>;
