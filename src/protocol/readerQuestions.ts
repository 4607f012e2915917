import * as v from 'valibot';
import type { LayerIndex } from '../core/merge/layerIndex.ts';
import { LayerNumber, listOf } from './primitives.ts';
import type { Question } from './question.ts';

/** Which image of which file; a reader opens it itself, and checks that it is the one that was opened before. */
const ReadableImage = v.strictObject({
  path: v.string(),
  platform: v.optional(v.string()),
  tag: v.optional(v.string()),
  /** Digests of its config and manifest. */
  id: v.string(),
  manifestDigest: v.nullable(v.string()),
  /** Of the file: see `fileIdentity`. */
  identity: v.string(),
  /** Tells it from the same image opened at another time: blobs of a directory may have changed since. */
  opening: v.string(),
});
export type ReadableImage = v.InferOutput<typeof ReadableImage>;

/** Columns of core, which are transferred. */
const LayerIndexData = v.custom<LayerIndex>(isLayerIndex, 'not the index of a layer');

const COLUMNS = {
  nodeParent: Int32Array,
  nodeNameEnd: Int32Array,
  nodeNames: Uint8Array,
  node: Uint32Array,
  kind: Uint8Array,
  mode: Uint16Array,
  uid: Uint32Array,
  gid: Uint32Array,
  size: Float64Array,
  mtime: Uint32Array,
  offset: Float64Array,
  target: Uint32Array,
  xattr: Uint32Array,
  hash: Uint8Array,
} as const;

function isLayerIndex(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const index = value as Partial<LayerIndex>;
  return Object.entries(COLUMNS).every(([name, type]) => index[name as keyof typeof COLUMNS] instanceof type);
}

const readLayer = {
  params: v.strictObject({ image: ReadableImage, layer: LayerNumber, verify: v.boolean() }),
  result: v.object({
    index: LayerIndexData,
    warnings: listOf(v.object({ layer: v.nullable(LayerNumber), code: v.string(), message: v.string() })),
    failure: v.nullable(
      v.object({ kind: v.picklist(['usage', 'image', 'internal']), message: v.string(), advice: v.string() }),
    ),
    checkedBy: v.nullable(v.string()),
  }),
};

/** Contents of files of a plain layer, by their places in the tar: one hash after another, zero where there is none. */
const hashContents = {
  params: v.strictObject({
    image: ReadableImage,
    layer: LayerNumber,
    offset: v.instance(Float64Array),
    size: v.instance(Float64Array),
  }),
  result: v.object({ hash: v.instance(Uint8Array) }),
};

/** Closes the file. */
const letGo = { params: v.strictObject({ image: ReadableImage }), result: v.null() };

/** What the merger asks a thread that reads layers. Both tell the bytes that were read so far as progress. */
export const readerQuestions = { readLayer, hashContents, letGo } as const satisfies Record<string, Question>;
export type ReaderQuestions = typeof readerQuestions;
