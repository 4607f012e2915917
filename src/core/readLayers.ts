import type { Failure } from './error.ts';
import type { Warning } from './image/warning.ts';
import type { LayerIndex } from './merge/layerIndex.ts';
import type { MergedTree } from './merge/mergedTree.ts';
import { mergeLayers } from './merge/mergeLayers.ts';
import type { OpenImage, ReadProgress } from './openImage.ts';
import { treeHashes } from './treeHashes.ts';

export interface ReadLayersOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ReadProgress) => void;
  /** Read and check everything, see `ReadOptions.verify`. */
  readonly verify?: boolean;
  /** Layers read at the same time; decompression runs beside the rest, so two are faster than one on any machine. */
  readonly concurrency?: number;
  /** The tree of these layers if it is known already, with all the hashes it wants; else they are merged. */
  readonly recall?: (layers: readonly LayerIndex[]) => Promise<Merged | null>;
}

/** Layers merged, with what was odd about them. */
export interface Merged {
  readonly tree: MergedTree;
  readonly warnings: readonly Warning[];
}

export interface ReadLayers {
  readonly tree: MergedTree;
  readonly warnings: readonly Warning[];
  /** Those of them that merging gave. */
  readonly mergeWarnings: readonly Warning[];
  /** The layers that could not be read whole; the tree has what could be read of them. */
  readonly failures: readonly LayerFailure[];
}

export interface LayerFailure {
  readonly layer: number;
  readonly failure: Failure;
}

/** Reads every layer, merges them, and hashes the contents that only a hash can tell apart. */
export async function readLayers(open: OpenImage, options: ReadLayersOptions = {}): Promise<ReadLayers> {
  const progress = new Progress(open, options);
  const readings = await inParallel(open.image.layers.length, options.concurrency ?? 2, async (layer) => {
    const reading = await open.readLayer(layer, { ...options, onBytes: (bytes) => progress.bytes(layer, bytes) });
    progress.layerDone(layer);
    return reading;
  });
  const layers = readings.map(({ index }) => index);
  const known = (await options.recall?.(layers)) ?? null;
  options.signal?.throwIfAborted();
  const { tree, warnings } = known ?? mergeLayers(layers);
  if (known === null) {
    const wanted = treeHashes(tree);
    progress.hashing(tree, wanted);
    await hashEntries(open, tree, wanted, options, (layer, bytes) => progress.hashed(layer, bytes));
  }
  return {
    tree,
    warnings: [...readings.flatMap((reading) => reading.warnings), ...warnings],
    mergeWarnings: warnings,
    failures: readings.flatMap(({ failure }, layer) => (failure === null ? [] : [{ layer, failure }])),
  };
}

/**
 * Hashes the contents of these entries, layer by layer of the tree, so far as they are not hashed yet.
 *
 * @param layers For each layer of the tree which of the image's it is; by default the same.
 */
export async function hashEntries(
  open: OpenImage,
  tree: MergedTree,
  wanted: readonly Uint32Array[],
  { signal, concurrency = 2 }: Pick<ReadLayersOptions, 'signal' | 'concurrency'> = {},
  onBytes?: (layer: number, bytes: number) => void,
  layers: readonly number[] = [...wanted.keys()],
): Promise<void> {
  await inParallel(wanted.length, concurrency, async (layer) => {
    const entries = wanted[layer];
    if (entries.length === 0) return;
    const onBytesOfLayer = (bytes: number) => onBytes?.(layer, bytes);
    const options = signal ? { signal, onBytes: onBytesOfLayer } : { onBytes: onBytesOfLayer };
    await open.hashContents(layers[layer], tree.layers[layer], entries, options);
  });
}

/** Runs `work` for 0 … count-1, at most `width` at once, and gives the results in order. */
async function inParallel<T>(count: number, width: number, work: (index: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) {
      const index = next++;
      results[index] = await work(index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, count) }, worker));
  return results;
}

/** Bytes of layers first, then those of contents that only a hash can tell apart: they are known when all is read. */
class Progress {
  private readonly read: number[];
  private readonly hashes: number[];
  private readonly sizes: readonly number[];
  private total: number;
  private done = 0;
  private readonly report: ((progress: ReadProgress) => void) | undefined;

  constructor(open: OpenImage, options: ReadLayersOptions) {
    this.sizes = open.image.layers.map(({ blobSize }) => blobSize);
    this.read = this.sizes.map(() => 0);
    this.hashes = this.sizes.map(() => 0);
    this.total = sum(this.sizes);
    this.report = options.onProgress;
  }

  bytes(layer: number, bytes: number): void {
    this.read[layer] = Math.min(bytes, this.sizes[layer]);
    this.tell();
  }

  layerDone(layer: number): void {
    this.read[layer] = this.sizes[layer];
    this.done++;
    this.tell();
  }

  hashing({ layers }: MergedTree, wanted: readonly Uint32Array[]): void {
    wanted.forEach((entries, layer) => {
      for (const entry of entries) this.total += layers[layer].size[entry];
    });
  }

  hashed(layer: number, bytes: number): void {
    this.hashes[layer] = bytes;
    this.tell();
  }

  private tell(): void {
    const bytes = sum(this.read) + sum(this.hashes);
    this.report?.({ layersDone: this.done, layers: this.sizes.length, bytes, totalBytes: this.total });
  }
}

function sum(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total + size, 0);
}
