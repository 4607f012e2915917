import type { Failure } from './error.ts';
import type { DiffId, Digest, Image } from './image/types.ts';
import type { Warning } from './image/warning.ts';
import type { LayerIndex } from './merge/layerIndex.ts';

export interface ReadProgress {
  /** Layers read so far, and how many there are. */
  readonly layersDone: number;
  readonly layers: number;
  /** Bytes read so far of what has to be read (blobs for compressed layers, skipped bodies count as read), and in all. */
  readonly bytes: number;
  readonly totalBytes: number;
}

export interface ReadOptions {
  readonly signal?: AbortSignal;
  /** Called often; `bytes` counts from the start of this layer. */
  readonly onBytes?: (bytes: number) => void;
  /** Read everything and check the diffID too, also where a plain tar could be read by seeking. */
  readonly verify?: boolean;
}

/** What hashing contents needs of a layer. */
export type ContentColumns = Pick<LayerIndex, 'size' | 'offset' | 'hash'>;

/** Part of a file's content, in bytes. It may reach beyond the end. */
export interface ContentRange {
  readonly start: number;
  readonly length: number;
}

export type ContentOptions = Pick<ReadOptions, 'signal'>;

/** What reading a layer gave. An index is always there: of a broken layer, the entries before the break. */
export interface LayerReading {
  readonly index: LayerIndex;
  readonly warnings: readonly Warning[];
  /** Why the layer could not be read whole or is not what its digest says; null when all is well. */
  readonly failure: Failure | null;
  /** The digest that all bytes behind the index were checked against; null where not all were read, or none could be told. */
  readonly checkedBy: Digest | DiffId | null;
}

/** An image whose layers can be read, in any order, several at once. The one thing that every source gives. */
export interface OpenImage {
  readonly image: Image;
  readonly warnings: readonly Warning[];
  /** Its layers were read when it was opened: an archive that is compressed as a whole. Opening it again reads it again. */
  readonly isReadAlready: boolean;
  readLayer(layer: number, options: ReadOptions): Promise<LayerReading>;
  /**
   * Puts the content hash of these entries (ascending, regular files with at least one byte) into `index.hash`.
   * Where streaming has hashed already there is nothing to do.
   */
  hashContents(layer: number, index: ContentColumns, entries: Uint32Array, options: ReadOptions): Promise<void>;
  /**
   * Bytes of what a file holds as this layer has it, clamped to its size. What is read in full is held against its hash
   * in `index.hash`, where there is one. A plain layer is read at the place; a compressed one is inflated from its start
   * up to the last byte asked for, each time, and no further. Memory grows with what was found, to twice `range.length`.
   *
   * @param index What `readLayer` gave of this layer.
   * @param entry A regular file, sparse or not: of a hard link, the entry that it leads to.
   * @throws Failure of kind `image` when the layer is absent or broken before those bytes, when the file changed since,
   *   and for a sparse file, whose stored bytes are not its content. TypeError or RangeError when there can be no such
   *   bytes: another kind of entry, no such entry or layer, a range that is none. The signal's reason when aborted.
   */
  readContent(
    layer: number,
    index: LayerIndex,
    entry: number,
    range: ContentRange,
    options: ContentOptions,
  ): Promise<Uint8Array>;
  close(): Promise<void>;
}
