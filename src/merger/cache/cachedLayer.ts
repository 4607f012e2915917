import type { DiffId } from '../../core/image/types.ts';
import type { Warning } from '../../core/image/warning.ts';
import type { LayerIndex } from '../../core/merge/layerIndex.ts';

/** What was learned of a layer. In which place of an image it lies does not matter. */
export interface CachedLayer {
  readonly index: LayerIndex;
  readonly warnings: readonly LayerNote[];
}

/** One that came out of a file. */
export interface StoredLayer extends CachedLayer {
  /** The file's checksum, which tells of all that it holds. */
  readonly checksum: string;
}

export type LayerNote = Omit<Warning, 'layer'>;

/**
 * Which layer, and how we know that the index is of it. An image may claim any diffID for any bytes, and unless told to
 * verify nobody checks: with the diffID alone for a key, a hostile image would put its files into another one's report.
 */
export interface LayerKey {
  readonly diffId: DiffId;
  /** A digest that the bytes were checked against, or the file they were read from, in the state it was in. */
  readonly proof: string;
}
